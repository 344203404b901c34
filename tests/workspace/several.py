"""A folder of four specs with two boxes each, for tests of what is done to many files at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from specui.markdown.edits import Transaction
from specui.specs.tasks import set_checked
from specui.workspace.history.change_group import Applied
from specui.workspace.session import Session
from specui.workspace.storage import file_store as storage
from tests.workspace.files.test_file_actions import TEXT as ONE_BOX

TEXT = ONE_BOX.replace("- [ ] Boats land\n", "- [ ] Boats land\n- [ ] Boats leave\n")
NAMES = ("pier.md", "quay.md", "slip.md", "sub/dock.md")
Looks = dict[str, bytes]


def made(root: Path) -> Path:
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    for name in NAMES:
        (root / name).write_text(TEXT.replace("Pier", name), encoding="utf-8")
    return root


def opened(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def again(session: Session) -> Session:
    """End the program, and start it again."""
    session.history.journal.close()
    return opened(session.root)


def looks(folder: Path) -> Looks:
    storage.sweep(folder)
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def ticks(session: Session, *names: str) -> list[tuple[str, Transaction]]:
    """Return the ticks of all boxes, one after the other."""
    changes = []
    for name in names or NAMES:
        file = session.file(name)
        for number in range(len(file.contents.tasks)):
            task = file.contents.tasks[number]
            tick = set_checked(file.contents.spec, [task], checked=True)
            file = session.file_with_text(name, tick.apply(file.text))
            changes.append((name, tick))
    return changes


def tick_all(session: Session, *names: str) -> Applied:
    return session.apply_many(ticks(session, *names), title="tick all")


def theirs(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
