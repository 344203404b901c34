"""Recovery of unsaved text after a kill, also if others changed the file."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.program.desk import SPEC, entries, specui, write_overview
from tests.support.pty_app import PtyApp

TEXT = SPEC.replace("boats land.", "boats land.\nIt is long.\nIt is old.")


Change = tuple[str, str]
ZEBRA = ("boats land.", "boats land. zebra")
SHIPS = ("boats land.", "ships land.")
OLDER = ("It is old.", "It is very old.")
NO_TIER = ("**Tier:** 1\n", "")
LEFT = ("[ ] Boats leave", "[x] Boats leave")
GONE = (TEXT[TEXT.index("## 1.") : TEXT.index("## 3.")], "")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "specs" / "pier.md"
    (path.parent / ".git").mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def kill_once_kept(app: PtyApp, state: Path, words: str) -> None:
    """Kill it as soon as its journal holds some words."""
    app.wait_for(words)
    for _ in range(400):
        if any(words in entry for entry in entries(state)):
            break
        app.wait_quiet(0.05)
    app.kill(signal.SIGKILL)
    assert app.wait_exit() == -signal.SIGKILL


def changed(before: str, *changes: Change) -> str:
    for old, new in changes:
        assert old in before
        before = before.replace(old, new)
    return before


@pytest.mark.parametrize(
    "others, answer, saved",
    [
        ([OLDER], "", [OLDER, ZEBRA]),
        ([NO_TIER, LEFT], "", [NO_TIER, LEFT, ZEBRA]),
        ([SHIPS, OLDER], "m", [OLDER, ZEBRA]),
        ([GONE], "m", [ZEBRA]),
    ],
    ids=["another line", "lines above and below", "the same line", "the section is gone"],
)
def test_typing_is_merged_with_what_others_wrote(
    spec: Path,
    state: Path,
    others: list[Change],
    answer: str,
    saved: list[Change],
) -> None:
    with specui(spec.parent, state) as app:
        app.wait_for("? help")
        write_overview(app)
        app.send(" zebra")
        kill_once_kept(app, state, " zebra")
    theirs = changed(TEXT, *others)
    spec.write_text(theirs, encoding="utf-8")
    with specui(spec.parent, state) as app:
        app.wait_for("Unsaved changes: Feature Overview")
        app.press("r")
        app.wait_for("Editing 1 Feature Overview")
        app.press("f2")
        if answer:
            app.wait_for("Conflict: line")
            assert spec.read_text(encoding="utf-8") == theirs
            app.press(answer)
        app.wait_for(lambda app: "Editing" not in "\n".join(app.lines))
        app.press("q")
        assert app.wait_exit() == 0
    assert spec.read_text(encoding="utf-8") == changed(TEXT, *saved)
    assert entries(state) == []


@pytest.mark.parametrize("still_there", [True, False])
def test_a_form_is_a_form_again_and_never_text_of_the_file(
    spec: Path, state: Path, still_there: bool
) -> None:
    with specui(spec.parent, state) as app:
        app.wait_for("? help")
        app.press("3", "enter")
        app.wait_for("cancel")
        app.send(" zebra")
        kill_once_kept(app, state, " zebra")
    line = "- [ ] Boats leave\n" if "Boats leave zebra" in entries(state)[0] else "- [ ] Boats land\n"
    theirs = changed(TEXT, (line, f"- [ ] Fog lifts\n{line}" if still_there else ""))
    spec.write_text(theirs, encoding="utf-8")
    with specui(spec.parent, state) as app:
        app.wait_for("Unsaved changes: edit in pier.md")
        app.press("enter", "r" if still_there else "c")
        if still_there:
            app.wait_for("esc cancel")
            assert spec.read_text(encoding="utf-8") == theirs
            app.press("enter")
            app.wait_for("Saved criterion")
            app.press("q")
            assert app.wait_exit() == 0
            assert spec.read_text(encoding="utf-8") == changed(theirs, (line, line[:-1] + " zebra\n"))
            assert entries(state) == []
            return
        app.wait_for("Copied")
        app.kill(signal.SIGTERM)
        app.wait_exit()
    assert spec.read_text(encoding="utf-8") == theirs
    assert len(entries(state)) == 1


def test_a_file_that_is_gone_is_written_again_only_when_asked_for(spec: Path, state: Path) -> None:
    with specui(spec.parent, state) as app:
        app.wait_for("? help")
        write_overview(app)
        app.send(" zebra")
        kill_once_kept(app, state, " zebra")
    spec.unlink()
    with specui(spec.parent, state) as app:
        app.wait_for("deleted since")
        app.press("escape")
        app.wait_for(lambda app: "deleted since" not in "\n".join(app.lines))
        app.press("q")
        assert app.wait_exit() == 0
    assert not spec.exists()
    with specui(spec.parent, state) as app:
        app.wait_for("deleted since")
        app.press("r")
        app.wait_for("Saved pier.md again")
        app.press("q")
        assert app.wait_exit() == 0
    assert spec.read_text(encoding="utf-8") == changed(TEXT, ("land.\n", "land. zebra\n"))
