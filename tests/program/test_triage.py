"""Triage in a real terminal: keys decide, the file changes, undo restores its bytes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from specui.specs.triage import Filter, entries
from specui.workspace.session import Session
from tests.program.desk import specui
from tests.support.pty_app import PtyApp
from tests.tui.triage.harness import QUAY


def test_everything_is_decided_by_keys_and_undone_byte_for_byte(tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    file = folder / "quay.md"
    file.write_bytes(QUAY.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    with specui(folder, tmp_path / "state") as app:
        app.wait_for("Quay")
        app.press("t")
        app.wait_for("0 of 7 decided, 7 to go")
        app.press("r")
        app.wait_for("Apply")
        app.press("enter")
        app.wait_for("Resolved")
        app.press("c")
        app.wait_for("Criterion")
        app.press("f2")
        app.wait_for("to a criterion. Press")
        app.press("1")
        app.wait_for("Answered")
        app.press("w")
        app.wait_for("Why")
        app.send("nobody")
        app.press("enter")
        app.wait_for("Dropped")
        assert file.read_bytes() != before
        for _ in range(4):
            app.press("u")
        app.wait_for("0 of 7 decided, 7 to go")
        app.wait_for("Undone: resolve “")
        assert file.read_bytes() == before
        app.press("q", "q")
        assert app.wait_exit() == 0


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}


def text_of(folder: Path) -> str:
    return b"\n".join(bytes_of(folder).values()).decode("utf-8", "replace")


def waiting(folder: Path, filter_text: str) -> int:
    """Count the items of all files that a filter shows."""
    wanted = Filter.parse(filter_text)
    assert isinstance(wanted, Filter)
    session = Session(folder, today=date.today())
    session.load()
    found = [e for file in session.workspace.specs for e in entries(file.name, file.contents, date.today())]
    return sum(entry.waiting and wanted.matches(entry) for entry in found)


def triage(app: PtyApp, folder: Path, filter_text: str) -> int:
    """Open triage with a filter, and wait for the items of all files; returns how many wait."""
    total = waiting(folder, filter_text)
    app.wait_for("harbour-miles")
    app.press("t")
    app.wait_for(" to go")
    app.press("/")
    app.send(f"{filter_text}\r")
    app.wait_for(f"{filter_text} · by")
    app.wait_for(f" {total} to go")
    return total


def test_what_is_typed_behind_a_key_goes_into_its_form(tmp_path: Path) -> None:
    folder = tmp_path / "specs"
    folder.mkdir()
    file = folder / "quay.md"
    file.write_text(QUAY, encoding="utf-8")
    with specui(folder, tmp_path / "state") as app:
        app.wait_for("Quay")
        app.press("t")
        app.wait_for("7 to go")
        app.send("n, says Bo\r")  # the same keys mean other things beside the form
        app.wait_for("Changed the notes")
        assert "| Lamp oil is never counted | 🔴 Critical | since May, says Bo |" in file.read_text("utf-8")
        app.send("n\r")
        app.wait_for("No change.")
        app.press("u")
        app.wait_for("Undone")
        assert file.read_text("utf-8") == QUAY


def test_many_in_many_files_are_one_step(samples: Path, tmp_path: Path) -> None:
    before = bytes_of(samples)
    with specui(samples, tmp_path / "state") as app:
        total = triage(app, samples, "kind:gap,question")
        assert total > 50
        app.press("home", *["space"] * 50)
        app.wait_for("50 selected")
        app.press("c")
        app.wait_for("enter Change")
        app.press("escape")
        app.wait_gone("enter Change")
        assert bytes_of(samples) == before
        app.press("c")
        app.wait_for("enter Change")
        told = re.search(r"(\d+) items in (\d+) files\?", app.text)
        assert told is not None
        app.press("enter")
        app.wait_for("u to undo")
        after = bytes_of(samples)
        changed = [name for name in before if after[name] != before[name]]
        assert len(changed) == int(told[2]) >= 6
        app.press("u")
        app.wait_for("Undone")
        app.wait_for(f"{total} to go")
        assert bytes_of(samples) == before


def test_two_who_triage_one_folder_lose_no_decision(samples: Path, tmp_path: Path) -> None:
    with specui(samples, tmp_path / "ada") as ada, specui(samples, tmp_path / "bo") as bo:
        total = triage(ada, samples, "kind:question")
        assert triage(bo, samples, "kind:question") == total
        ada.press("home")
        bo.press("end")
        for turn in range(total // 2):
            ada.send(f"aAda says {turn}\r")  # at once: she from above, he from below
            bo.send(f"aBo says {turn}\r")
            for app in (ada, bo):
                app.wait_for(f" {total - 2 * turn - 2} to go")
        written = text_of(samples)
        for name in ("Ada", "Bo"):
            said = re.findall(rf"(?:\*\*Answered [^*]*\*\*|→ A:) {name} says (\d+)\b", written)
            assert sorted(map(int, said)) == [*range(total // 2)]
