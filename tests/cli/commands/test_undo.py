"""`specui undo`: every change of commands and the screen is undone once and completely."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from specui.specs.resolve.resolution import close_gaps
from specui.specs.tasks import set_checked
from specui.workspace.history import (
    command_journal as noted,
    journal,
    journal_file as journalfile,
    journal_format,
)
from specui.workspace.session import Session
from specui.workspace.storage.errors import Refused, UndoneElsewhere
from tests.cli.conftest import Run
from tests.cli.pier import PIER
from tests.support.corpus import CHECKOUT


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (root / "pier.md").write_bytes(PIER.encode())
    (root / "sub" / "quay.md").write_bytes(PIER.replace("Pier", "Quay").encode())
    return root


def looks(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def session_on(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def tick(session: Session, name: str = "pier.md") -> None:
    file = session.file(name)
    task = file.contents.tasks[0]
    session.apply(name, set_checked(file.contents.spec, [task], checked=not task.checked), file.version)


@pytest.mark.parametrize(
    "command, told",
    [
        (("tick", "{}", "functional/1"), "tick functional/1 in specs/pier.md"),
        (("set", "{}", "owner", "Bo"), "set Owner agent(s) in specs/pier.md"),
        (("answer", "{}", "q2", "the", "port"), "specs/pier.md"),
        (("defer", "{}", "q2", "2w"), "specs/pier.md"),
        (("assign", "{}", "q2", "Bo"), "specs/pier.md"),
        (("resolve", "{}", "gap1", "--all", "--by", "Ada"), "specs/pier.md"),
        (("new", "specs/Night Ferry"), "create specs/"),
    ],
)
def test_what_a_command_wrote_is_undone_byte_for_byte(
    run: Run, specs: Path, command: tuple[str, ...], told: str
) -> None:
    before = looks(specs)
    assert run(*(word.format(specs / "pier.md") for word in command)).exit_code == 0
    assert looks(specs) != before
    result = run("undo", specs)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("Undone: ")
    assert told in result.stderr
    assert looks(specs) == before
    again = run("undo", specs)
    assert again.exit_code == 2
    assert "nothing to undo" in again.stderr


def test_steps_are_undone_one_by_one_the_last_first(run: Run, specs: Path) -> None:
    path = specs / "pier.md"
    states = [looks(specs)]
    for command in (
        ("tick", path, "functional/1"),
        ("answer", path, "q2", "the port"),
        ("reopen", path, "q2"),
        ("untick", path, "functional/1"),
    ):
        assert run(*command).exit_code == 0
        states.append(looks(specs))
    for state in reversed(states[:-1]):
        assert run("undo", path).exit_code == 0
        assert looks(specs) == state


def test_all_files_that_check_has_fixed_are_one_step(run: Run, specs: Path) -> None:
    for name in ("pier.md", "sub/quay.md"):
        path = specs / name
        path.write_bytes(path.read_bytes().replace(b"- [ ] Boats", b"- [] Boats"))
    before = looks(specs)
    run("check", specs, "--fix", "--exit-zero")
    assert b"- [ ] Boats" in (specs / "pier.md").read_bytes()
    result = run("undo", specs / "sub" / "quay.md")
    assert result.stderr == "Undone: fix 2 findings in 2 files\n"
    assert looks(specs) == before


def test_encoding_damage_and_other_encodings_come_back(run: Run, specs: Path) -> None:
    (specs / "pier.md").write_bytes(PIER.encode().replace("🔴".encode(), "ğŸ”´".encode()))
    (specs / "sub" / "quay.md").write_bytes(
        PIER.replace("🔴 ", "").replace("Lamps", "Lämps").encode("cp1252", "ignore")
    )
    before = looks(specs)
    for name in ("pier.md", "sub/quay.md"):
        assert run("repair", specs / name, "--yes").exit_code == 0
        assert run("undo", specs, "--dry-run").exit_code == 0
    assert run("undo", specs).stderr == "Undone: repair the encoding in specs/sub/quay.md\n"
    assert run("undo", specs).stderr == "Undone: repair the encoding in specs/pier.md\n"
    assert looks(specs) == before


def test_a_rewritten_file_that_has_moved_on_stays(run: Run, specs: Path) -> None:
    (specs / "pier.md").write_bytes("Lämps\n".encode("cp1252"))
    run("repair", specs / "pier.md", "--yes")
    (specs / "pier.md").write_text("Lämps, many\n", encoding="utf-8")
    result = run("undo", specs)
    assert result.exit_code == 2
    assert "has changed since" in result.stderr
    assert (specs / "pier.md").read_text(encoding="utf-8") == "Lämps, many\n"


def test_triage_on_the_command_line_is_undone(run: Run, specs: Path) -> None:
    before = looks(specs)
    run("triage", "--plain", specs / "pier.md", "--kind", "question", "--by", "Ada", stdin="a the port\nq\n")
    assert b"the port" in (specs / "pier.md").read_bytes()
    assert run("undo", specs).exit_code == 0
    assert looks(specs) == before


def test_only_the_last_step_that_changed_the_file(run: Run, specs: Path) -> None:
    run("tick", specs / "pier.md", "functional/1")
    run("tick", specs / "sub" / "quay.md", "functional/1")
    assert run("undo", specs / "pier.md").stderr == "Undone: tick functional/1 in specs/pier.md\n"
    assert b"[x] Boats" in (specs / "sub" / "quay.md").read_bytes()
    assert run("undo", specs / "pier.md").exit_code == 2
    assert run("undo", specs / "sub").exit_code == 0


def test_a_folder_undoes_only_what_was_done_in_it(run: Run, specs: Path) -> None:
    run("tick", specs / "sub" / "quay.md", "functional/1")
    run("tick", specs / "pier.md", "functional/1")
    assert run("undo", specs / "sub").stderr == "Undone: tick functional/1 in specs/sub/quay.md\n"
    assert b"[x] Boats" in (specs / "pier.md").read_bytes()


def test_without_a_path_it_is_this_folder(run: Run, specs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(specs)
    assert run("undo").stderr == f"specui: nothing to undo in {os.getcwd()}.\n"
    run("tick", "pier.md", "functional/1")
    assert run("undo").stderr == "Undone: tick functional/1 in pier.md\n"


def test_a_dry_run_shows_the_diff_and_leaves_the_step(run: Run, specs: Path) -> None:
    run("tick", specs / "pier.md", "functional/1")
    before = looks(specs)
    result = run("undo", specs, "--dry-run")
    assert result.exit_code == 0
    assert "-- [x] Boats land by day\n+- [ ] Boats land by day\n" in result.stdout
    assert result.stderr == "Would undo: tick functional/1 in specs/pier.md\nNothing written (dry run).\n"
    assert looks(specs) == before
    assert run("undo", specs).exit_code == 0


def test_where_the_text_has_moved_on_nothing_is_written_and_the_one_before_can_be_reached(
    run: Run, specs: Path
) -> None:
    run("tick", specs / "sub" / "quay.md", "functional/1")
    run("tick", specs / "pier.md", "functional/1")
    path = specs / "pier.md"
    path.write_bytes(path.read_bytes().replace(b"Boats land", b"Ships land"))
    before = looks(specs)
    assert run("undo", specs, "--dry-run").exit_code == 2
    result = run("undo", specs)
    assert result.exit_code == 2
    assert "Undo again" in result.stderr
    assert looks(specs) == before
    assert run("undo", specs).stderr == "Undone: tick functional/1 in specs/sub/quay.md\n"


def test_it_is_carried_over_what_others_wrote_elsewhere(run: Run, specs: Path) -> None:
    run("tick", specs / "pier.md", "functional/1")
    path = specs / "pier.md"
    path.write_bytes(path.read_bytes().replace(b"Boats are counted", b"Boats are counted twice"))
    assert run("undo", specs).exit_code == 0
    assert path.read_bytes() == PIER.encode().replace(b"Boats are counted", b"Boats are counted twice")


def test_outside_of_any_repository_and_in_a_submodule_it_is_found_too(
    run: Run, tmp_path: Path, specs: Path
) -> None:
    (specs / "sub" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    run("tick", specs / "sub" / "quay.md", "functional/1")
    session = session_on(specs)
    assert session.undo().description == "tick functional/1 in sub/quay.md"
    loose = tmp_path / "loose" / "deep"
    loose.mkdir(parents=True)
    (loose / "pier.md").write_bytes(PIER.encode())
    run("tick", loose / "pier.md", "functional/1")
    assert session_on(loose.parent).undo().name == "deep/pier.md"


# -- beside a program that runs


def test_a_program_undoes_what_a_command_did_meanwhile_in_the_order_of_time(run: Run, specs: Path) -> None:
    states = [looks(specs)]
    session = session_on(specs)
    tick(session)
    states.append(looks(specs))
    run("answer", specs / "pier.md", "q2", "the port")
    states.append(looks(specs))
    tick(session, "sub/quay.md")
    states.append(looks(specs))
    run("tick", specs / "sub" / "quay.md", "missing")  # refused: no such item
    run("set", specs / "pier.md", "tier", "1")
    for state, told in zip(
        reversed(states), ["set Tier", "tick functional/1 in sub/quay.md", "answer", "tick"], strict=True
    ):
        assert session.undo().description.startswith(told)
        assert looks(specs) == state
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


def test_a_program_sees_its_file_as_the_command_left_it(run: Run, specs: Path) -> None:
    session = session_on(specs)
    assert session.file("pier.md").contents.tasks[0].checked is False
    run("tick", specs / "pier.md", "functional/1")
    session.undo()  # before any watcher has told of it
    assert looks(specs)["pier.md"] == PIER.encode()
    assert session.file("pier.md").text == PIER
    session.redo()
    assert b"[x] Boats" in looks(specs)["pier.md"]


def test_a_command_undoes_what_a_program_did_that_runs_and_the_program_does_not_do_so_again(
    run: Run, specs: Path
) -> None:
    before = looks(specs)
    session = session_on(specs)
    tick(session, "sub/quay.md")
    tick(session)
    assert run("undo", specs).stderr == "Undone: tick functional/1 in specs/pier.md\n"
    session.refresh()
    assert session.undo().description == "tick functional/1 in sub/quay.md"
    assert looks(specs) == before
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()
    tick(session)
    assert run("undo", specs).exit_code == 0
    assert run("undo", specs).exit_code == 2
    assert looks(specs) == before


def test_a_program_that_undoes_only_its_own_steps_is_told_that_one_is_gone(run: Run, specs: Path) -> None:
    session = session_on(specs)
    tick(session)
    run("tick", specs / "sub" / "quay.md", "functional/1")
    assert run("undo", specs / "pier.md").exit_code == 0
    with pytest.raises(UndoneElsewhere, match="already undone"):
        session.undo(own=True)
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo(own=True)
    assert session.undo().name == "sub/quay.md"


def test_what_a_program_undid_no_command_undoes_again(run: Run, specs: Path) -> None:
    session = session_on(specs)
    tick(session)
    run("tick", specs / "sub" / "quay.md", "functional/1")
    session.undo()
    session.undo()
    assert run("undo", specs).exit_code == 2
    session.redo()
    assert run("undo", specs).exit_code == 0
    assert run("undo", specs).exit_code == 2


def test_what_was_undone_twice_at_once_is_undone_once(run: Run, specs: Path) -> None:
    """The text of a step stands there twice; only the mark in the journal says that it was undone."""
    path = specs / "pier.md"
    run("answer", path, "q2", "the port")
    first, second = session_on(specs), session_on(specs)
    with first.history.undo_turn(), second.history.journal._turn_if_free():
        assert first.history.next_to_undo() is not None
        assert second.history.next_to_undo() is not None
    first.undo()
    second.refresh()
    with pytest.raises(Refused, match="Nothing to undo"):
        second.undo()


def test_an_undo_that_takes_long_is_waited_for_and_then_refused(
    run: Run, specs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    monkeypatch.setattr(noted, "PATIENCE", 0.05)
    run("tick", specs / "pier.md", "functional/1")
    busy = session_on(specs)
    with busy.history.undo_turn():
        with pytest.raises(Refused, match="Another specui is undoing"):
            session_on(specs).undo()
        result = run("tick", specs / "sub" / "quay.md", "functional/1")
        assert result.exit_code == 0
        assert "specui undo cannot undo it" in result.stderr
    assert run("undo", specs).stderr == "Undone: tick functional/1 in specs/pier.md\n"


@pytest.mark.parametrize("order", ["abab", "baba", "aabb", "bbaa", "abba"])
def test_two_programs_undo_rows_that_adjoin_in_any_order(specs: Path, order: str) -> None:
    rows = [f"| {gap} | 🟢 Low | |" for gap in ("Rust", "Fog", "Ice", "Tide")]
    text = PIER.replace(rows[0], "\n".join(rows))
    path = specs / "pier.md"
    path.write_bytes(text.encode())
    programs = {who: session_on(specs) for who in "ab"}
    for who, gap in zip("abab", ["Rust", "Fog", "Ice", "Tide"], strict=True):
        session = programs[who]
        session.refresh()
        file = session.file("pier.md")
        found = next(one for one in file.contents.gaps if one.gap == gap)
        closing = close_gaps(file.contents, [found], today="2026-11-25", by=who)
        session.apply("pier.md", closing.compose(closing.sure), file.version)
    assert path.read_text(encoding="utf-8").count("2026-11-25 |") == 4
    for who in order:
        programs[who].refresh()
        programs[who].undo()
    left = path.read_text(encoding="utf-8")
    assert sorted(left.splitlines()) == sorted(text.splitlines())


# -- the journal itself


def test_nobody_else_may_read_it_and_it_stays_out_of_the_repository(
    run: Run, specs: Path, state: Path
) -> None:
    before = sorted(specs.rglob("*"))
    run("tick", specs / "pier.md", "functional/1")
    (kept,) = (state / "undo").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert sorted(specs.rglob("*")) == before


def test_it_stays_small_and_the_newest_stay(
    run: Run, specs: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_format, "MOST", 10_000)
    for number in range(30):
        run("untick" if number % 2 else "tick", specs / "pier.md", "functional/1")
    (kept,) = (state / "undo").iterdir()
    assert kept.stat().st_size < 12_000
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert run("undo", specs).stderr == "Undone: untick functional/1 in specs/pier.md\n"


def test_what_cannot_be_kept_is_said(run: Run, specs: Path, state: Path) -> None:
    state.mkdir()
    (state / "undo").write_text("in the way", encoding="utf-8")
    result = run("tick", specs / "pier.md", "functional/1")
    assert result.exit_code == 0
    assert "specui undo cannot undo it: " in result.stderr
    assert run("undo", specs).exit_code == 2


def test_a_step_of_which_not_all_could_be_written_down_is_none(
    run: Run, specs: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("tick", specs / "pier.md", "functional/1")
    (kept,) = (state / "undo").iterdir()
    before = kept.read_bytes()

    def half(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[: len(data) // 2])
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(noted, "write_all", half)
    assert "No space left" in run("tick", specs / "sub" / "quay.md", "functional/1").stderr
    assert kept.read_bytes() == before


@pytest.mark.parametrize("whole", [True, False])
def test_a_dry_run_of_any_command_leaves_no_step(run: Run, specs: Path, state: Path, whole: bool) -> None:
    run("tick", specs / "pier.md", "functional/1", *["--dry-run"] * whole)
    assert (state / "undo").exists() is not whole


def test_eight_processes_at_once_leave_every_step(specs: Path, state: Path) -> None:
    program = (
        "import sys\nfrom specui.cli.program import program\n"
        "for n in range(6):\n"
        "    program.main(['untick' if n % 2 else 'tick', sys.argv[1], 'functional/1'], standalone_mode=False)\n"
    )
    files = []
    for number in range(8):
        files.append(specs / f"pier-{number}.md")
        files[-1].write_bytes(PIER.encode())
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], env=env, stderr=subprocess.PIPE)
        for path in files
    ]
    for process in running:
        _, said = process.communicate()
        assert process.returncode == 0, said
        assert b"cannot undo it" not in said
    (kept,) = (state / "undo").iterdir()
    alive = dict(journalfile.alive_in(kept.read_bytes()))
    assert len(alive) == 48
    session = session_on(specs)
    for _ in range(48):
        session.undo()
    assert all(path.read_bytes() == PIER.encode() for path in files)


def test_a_file_that_is_not_there_is_named(run: Run, specs: Path) -> None:
    assert "file not found: nosuch.md" in run("undo", "nosuch.md").stderr
    assert "nothing to undo in" in run("undo", specs / "pier.md").stderr
