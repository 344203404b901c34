"""A new text is scanned once and judged once, whoever wrote it and however often the watcher reports it.

Counted inside the session, after the edit is made: an edit verb reads back what it would write, which is its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.rules.engine import diagnose
from specui.specs.edits.records import add_gap, set_value
from specui.specs.tasks import set_checked
from specui.workspace.config.views import save_view
from specui.workspace.files import file_actions
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session
from specui.workspace.storage import file_store
from tests.specs.reading import row_of

TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave

## 4. Known Gaps

| Gap | Severity | Notes |
|-----|----------|-------|
| No light | High | Bought |
"""
NAMES = ("pier.md", "quay.md")


class Calls(NamedTuple):
    """How often texts were scanned and judged."""

    scans: int
    judgements: int


NONE, ONE, TWO = Calls(0, 0), Calls(1, 1), Calls(2, 2)


class Counter:
    """Counts the calls of a function in whatever module of specui has imported it."""

    def __init__(self, function: Callable[..., Any], patch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        for name, module in [*sys.modules.items()]:
            if name.startswith("specui.") and getattr(module, function.__name__, None) is function:
                patch.setattr(module, function.__name__, self._counting(function))

    def _counting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            self.calls += 1
            return function(*arguments, **keywords)

        return call


class Count:
    """The calls of a block, set when the block ends."""

    calls = NONE


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    @contextmanager
    def block() -> Iterator[Count]:
        found = Count()
        with monkeypatch.context() as patch:
            scans, judgements = Counter(scan, patch), Counter(diagnose, patch)
            yield found
        found.calls = Calls(scans.calls, judgements.calls)

    return block


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = tmp_path / "specs"
    (folder / ".git").mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text(TEXT.replace("Pier", name), encoding="utf-8")
    opened = Session(folder, today=date(2026, 11, 25))
    opened.load()
    return opened


def _tick(file: SpecFile) -> Transaction:
    return set_checked(file.contents.spec, file.contents.tasks[:1], checked=True)


def _cell(file: SpecFile) -> Transaction:
    return set_value(file.contents.spec, row_of(file.contents.gaps[0]), "Notes", "Ordered")


def _row(file: SpecFile) -> Transaction:
    return add_gap(file.contents.spec, "No rope", "Low", "")


CHANGES = pytest.mark.parametrize("make", [_tick, _cell, _row], ids=["tick", "cell", "row"])


@CHANGES
def test_a_change_and_the_watchers_report(
    session: Session, counting: Any, make: Callable[[SpecFile], Transaction]
) -> None:
    file = session.file("pier.md")
    transaction = make(file)
    with counting() as saved:
        session.apply("pier.md", transaction, file.version)
    with counting() as reported:
        assert session.refresh([file.path]) == ()
        assert session.refresh() == ()
    assert (saved.calls, reported.calls) == (ONE, NONE)


@CHANGES
def test_undo_and_redo(session: Session, counting: Any, make: Callable[[SpecFile], Transaction]) -> None:
    file = session.file("pier.md")
    session.apply("pier.md", make(file), file.version)
    with counting() as undone:
        session.undo()
        assert session.refresh([file.path]) == ()
    with counting() as redone:
        session.redo()
        assert session.refresh([file.path]) == ()
    assert (undone.calls, redone.calls) == (ONE, ONE)


def test_a_change_made_against_an_earlier_reading(session: Session, counting: Any) -> None:
    base = session.file("pier.md")
    row = _row(base)
    session.apply("pier.md", _tick(base))
    with counting() as saved:
        session.apply_from(base, row)
        assert session.refresh([base.path]) == ()
    assert saved.calls == ONE


def test_a_change_where_another_writer_was_faster(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    file.path.write_text(file.text.replace("Boats leave", "Ships leave"), encoding="utf-8")
    transaction = _tick(file)
    with counting() as saved:
        now = session.apply("pier.md", transaction)
        assert session.refresh([file.path]) == ()
    assert "Ships leave" in now.text and "[x] Boats land" in now.text
    assert saved.calls == ONE


def test_changes_of_two_files_as_one_step(session: Session, counting: Any) -> None:
    changes = [(name, _tick(session.file(name))) for name in NAMES]
    paths = [session.root / name for name in NAMES]
    counts = []
    for act in (lambda: session.apply_many(changes), session.undo, session.redo):
        with counting() as found:
            act()
            assert session.refresh(paths) == ()
        counts.append(found.calls)
    assert counts == [TWO, TWO, TWO]


def test_what_others_wrote(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    file.path.write_text(file.text.replace("Bought", "Ordered"), encoding="utf-8")
    with counting() as found:
        assert [change.name for change in session.refresh([file.path])] == ["pier.md"]
        assert session.refresh([file.path]) == ()
    assert found.calls == ONE


def test_what_another_thread_has_read(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    file.path.write_text(file.text.replace("Bought", "Ordered"), encoding="utf-8")
    with counting() as found:
        fresh = {"pier.md": session.read("pier.md")}
        assert [change.name for change in session.refresh([file.path], fresh)] == ["pier.md"]
    assert found.calls == ONE


def test_a_reading_that_a_save_has_overtaken_is_not_taken(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    tick = _tick(file)
    fresh = {"pier.md": session.read("pier.md")}
    saved = session.apply("pier.md", tick)
    with counting() as found:
        assert session.refresh([file.path], fresh) == ()
    assert session.file("pier.md") is saved
    assert found.calls == NONE


def test_an_event_without_other_bytes(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    os.utime(file.path, (1, 1))
    data = file.path.read_bytes()
    file_store.save(file.path, data + b"x", expected=data)
    file_store.save(file.path, data, expected=data + b"x")
    with counting() as found:
        assert session.refresh([file.path]) == ()
        assert session.load().files["pier.md"] is file
    assert found.calls == NONE


def test_a_file_that_cannot_be_read(session: Session, counting: Any) -> None:
    path = session.root / "pier.md"
    path.unlink()
    path.symlink_to(session.root.parent / "nowhere.md")
    assert len(session.refresh([path])) == 1
    with counting() as found:
        assert session.refresh([path]) == ()
    assert found.calls == NONE


def test_a_new_file(session: Session, counting: Any) -> None:
    with counting() as created:
        file_actions.create(session, "slip.md", TEXT.encode())
        assert session.refresh([session.root / "slip.md"]) == ()
    with counting() as removed:
        session.undo()
        assert session.refresh([session.root / "slip.md"]) == ()
    assert (created.calls, removed.calls) == (ONE, NONE)


def test_a_configuration_that_changes_no_severity_judges_nothing(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    path = save_view(session.root, "mine", "tier:1")
    with counting() as found:
        assert session.refresh([path]) == ()
    assert dict(session.config.views) == {"mine": "tier:1"}
    assert session.file("pier.md") is file
    assert found.calls == NONE


def test_a_configuration_that_changes_a_severity_judges_each_file_once(
    session: Session, counting: Any
) -> None:
    path = session.root / "specui.toml"
    path.write_text('[rules]\nmissing-section = "off"\n', encoding="utf-8")
    with counting() as found:
        assert session.refresh([path]) == ()
    assert found.calls == TWO
    assert not any(d.rule == "missing-section" for d in session.file("pier.md").diagnostics)


def test_an_edit_of_nothing(session: Session, counting: Any) -> None:
    file = session.file("pier.md")
    with counting() as found:
        assert session.apply("pier.md", Transaction.of(file.text, ())) is file
        with pytest.raises(Exception, match="changed since"):
            session.apply("pier.md", Transaction.of(file.text, [TextEdit(0, 1, "x")]), file.version + 1)
    assert found.calls == NONE
