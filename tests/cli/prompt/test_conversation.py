"""`specui triage --plain` with input from a script: what it prints, writes and refuses."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from specui.cli.prompt.conversation import NO_MORE_ITEMS, NOTHING_TO_UNDO
from specui.specs.decisions import DECISIONS
from tests.cli.conftest import Run, Start
from tests.cli.pier import PIER

TEXT = PIER.replace(
    "**Lamps**: is it a soft light, or a hard light?", "**Colour**: is it a red light, or a green light?"
).replace("## 8.", "## 5. Test Coverage\n\n### Missing Tests\n- [ ] `rust.test.ts`\n\n## 8.")
TODAY = date.today().isoformat()
LATER = (date.today() + timedelta(days=14)).isoformat()
QUESTION, GAP, TEST, CRITERION = "kind:question", "kind:gap", "kind:test", "kind:criterion"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "pier.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def script(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def changes(spec: Path) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came."""
    before, after = TEXT.split("\n"), spec.read_text(encoding="utf-8").split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_an_item_is_told_whole(run: Run, spec: Path) -> None:
    told = run("triage", "--plain", QUESTION, stdin="")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Question 1 of 2, Pier, tier 2, open, spec updated 2026-01-10.",
        "In pier.md, line 35. Owned by Ada.",
        "Colour: is it a red light, or a green light?",
        "1: red light",
        "2: green light",
    ]
    assert told.stderr == "> "


@pytest.mark.parametrize(
    "kind, line, went, came, told",
    [
        (
            QUESTION,
            "2",
            [],
            [f"   - **Answered {TODAY} (Bo):** green light"],
            "Answered: green light. Written to pier.md, line 36.",
        ),
        (
            QUESTION,
            "a none, by day",
            [],
            [f"   - **Answered {TODAY} (Bo):** none, by day"],
            "Answered: none, by day.",
        ),
        (
            QUESTION,
            "d 2w asks Cy",
            [],
            [f"   - **Deferred to {LATER} (Bo):** asks Cy"],
            f"Deferred to {LATER}: asks Cy.",
        ),
        (QUESTION, "@ Cy (CFO)", [], [f"   - **Assigned {TODAY} (Bo):** Cy (CFO)"], "Assigned to Cy (CFO)."),
        (
            QUESTION,
            "w no night boats",
            [],
            [f"   - **Not needed {TODAY} (Bo):** no night boats"],
            "Dropped: no night boats.",
        ),
        (
            QUESTION,
            "! low No colour yet",
            [],
            [
                "| No colour yet | 🟢 Low | is it a red light, or a green light? |",
                f"   - **Not needed {TODAY} (Bo):** is a known gap now: No colour yet",
            ],
            "Converted to a gap (Low): No colour yet",
        ),
        (
            QUESTION,
            "c func: The light is red",
            [],
            [
                "- [ ] The light is red",
                f"   - **Not needed {TODAY} (Bo):** is a criterion now: The light is red",
            ],
            "Converted to a criterion under Functional",
        ),
        (
            GAP,
            "s high",
            ["| No lamps on the pier at night | 🔴 Critical | soon |"],
            ["| No lamps on the pier at night | 🟡 High | soon |"],
            "Changed the severity from Critical to High. Written to pier.md, line 25.",
        ),
        (
            GAP,
            "n in may",
            ["| No lamps on the pier at night | 🔴 Critical | soon |"],
            ["| No lamps on the pier at night | 🔴 Critical | in may |"],
            "Changed the notes to: in may.",
        ),
        (
            GAP,
            "Q Lamps, or no lamps?",
            ["| No lamps on the pier at night | 🔴 Critical | soon |"],
            ["3. Lamps, or no lamps?"],
            "Converted to a question: Lamps, or no lamps? Written",
        ),
        (
            GAP,
            "c",
            ["| No lamps on the pier at night | 🔴 Critical | soon |"],
            ["- [ ] Lamps on the pier at night is there"],
            "Converted to a criterion under Functional",
        ),
        (TEST, "tick", ["- [ ] `rust.test.ts`"], ["- [x] `rust.test.ts`"], "Ticked: rust.test.ts."),
        (CRITERION, "tick", ["- [ ] Boats land by day"], ["- [x] Boats land by day"], "Ticked: Boats"),
    ],
)
def test_a_decision_is_written_and_told(
    run: Run, spec: Path, kind: str, line: str, went: list[str], came: list[str], told: str
) -> None:
    result = run("triage", "--plain", kind, "--by", "Bo", stdin=script(line, "q"))
    assert result.exit_code == 0, result.stderr
    gone, new = changes(spec)
    assert gone == went
    assert len(new) == len(came)
    for have, want in zip(new, came, strict=True):
        assert have == want or (
            want.startswith("   - **Not needed") and have.endswith(want.partition(":** ")[2])
        )
    assert told in result.stdout


def test_resolving_tells_the_parts_and_takes_the_sure_ones(run: Run, spec: Path) -> None:
    result = run("triage", "--plain", GAP, "--by", "Bo", stdin=script("r with new ones", "", "q"))
    assert result.exit_code == 0, result.stderr
    assert "1, always: Remove the gap: No lamps on the pier at night" in result.stdout
    assert "2, certain: Move to Shipped from Not Implemented: Lamps on the pier at night" in result.stdout
    assert "   line 25 removed: | No lamps on the pier at night" in result.stdout
    text = spec.read_text(encoding="utf-8")
    assert "- Boats are counted\n- Lamps on the pier at night\n" in text
    assert "| No lamps" not in text
    assert f"**Last updated:** {TODAY}" in text
    assert f"| {TODAY} | Bo | Gap closed: No lamps on the pier at night (with new ones) |" in text


def test_of_the_parts_only_what_is_numbered_is_done(run: Run, spec: Path) -> None:
    run("triage", "--plain", GAP, "--by", "Bo", stdin=script("r", "1"))
    gone, new = changes(spec)
    assert gone == ["| No lamps on the pier at night | 🔴 Critical | soon |"]
    assert new == []


def test_none_of_the_parts(run: Run, spec: Path) -> None:
    result = run("triage", "--plain", GAP, "--by", "Bo", stdin=script("r", "n", "", "q"))
    assert result.exit_code == 0
    assert "Nothing was written.\nGap 2 of 2" in result.stdout
    assert changes(spec) == ([], [])


def test_skip_back_undo_redo_and_progress(run: Run, spec: Path) -> None:
    lines = script("", "k", "1", "a Cy", "u", "u", "U", "q")
    result = run("triage", "--plain", QUESTION, "--by", "Bo", stdin=lines)
    assert result.exit_code == 0, result.stderr
    heads = [line for line in result.stdout.splitlines() if line.startswith("Question")]
    assert [head.split(",")[0] for head in heads] == [
        "Question 1 of 2", "Question 2 of 2", "Question 1 of 2", "Question 2 of 2",
        "Question 2 of 2", "Question 1 of 2", "Question 2 of 2",
    ]  # fmt: skip
    assert "Undone: answer q2 in pier.md." in result.stdout
    assert "Redone: answer q1 in pier.md." in result.stdout
    assert result.stdout.endswith("1 of 2 decided, 1 to go.\n")
    assert changes(spec) == ([], [f"   - **Answered {TODAY} (Bo):** red light"])


def test_all_taken_back_is_the_file_byte_for_byte(run: Run, spec: Path) -> None:
    before = spec.read_bytes()
    lines = script("s low", "r", "all", "Q", "tick", "tick", "2", "d 2w", *["u"] * 6)
    result = run("triage", "--plain", "--sort", "spec", "--by", "Bo", "kind:gap,test,question", stdin=lines)
    assert "Stopped; " in result.stderr  # the second tick is for no question
    lines = script("r", "all", "Q", "tick", "2", "d 2w", *["u"] * 5)
    spec.write_bytes(before)
    result = run("triage", "--plain", "--sort", "spec", "--by", "Bo", "kind:gap,test,question", stdin=lines)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("Undone: ") == 5
    assert spec.read_bytes() == before


def test_a_gap_with_another_severity_stays_and_the_next_one_follows(run: Run, spec: Path) -> None:
    text = TEXT.replace("| Rust |", "| Wind | 🟡 High | |\n| Rust |")
    spec.write_text(text, encoding="utf-8")
    result = run("triage", "--plain", GAP, "--by", "Bo", stdin=script("s low", "n late", "", "q"))
    assert result.exit_code == 0, result.stderr
    heads = [line.split(",")[0] for line in result.stdout.splitlines() if line.startswith("Gap")]
    assert len(heads) == 2
    assert result.stdout.splitlines()[-2] == "Wind"


def test_a_script_stops_at_the_first_line_that_cannot_be(run: Run, spec: Path) -> None:
    result = run("triage", "--plain", QUESTION, "--by", "Bo", stdin=script("3", "1", "1"))
    assert result.exit_code == 2
    assert "specui: line 1: there is no answer 3; the last one is 2. Stopped; " in result.stderr
    assert changes(spec) == ([], [])


def test_a_filter_while_it_runs(run: Run, spec: Path) -> None:
    lines = script("/ kind:test", "tick", "/", "", "q")
    result = run("triage", "--plain", QUESTION, "--by", "Bo", stdin=lines)
    assert result.exit_code == 0, result.stderr
    assert "1 open item matches “kind:test”." in result.stdout
    assert f"{NO_MORE_ITEMS}: 1 of 1 decided, 0 to go." in result.stdout
    assert "5 open items." in result.stdout
    assert changes(spec) == (["- [ ] `rust.test.ts`"], ["- [x] `rust.test.ts`"])


def test_a_filter_that_is_none(run: Run, spec: Path) -> None:
    result = run("triage", "--plain", stdin=script("/ kid:gap"))
    assert result.exit_code == 2
    assert "specui: line 1: unknown filter “kid:”" in result.stderr


def test_a_dry_run_shows_the_diff_and_writes_nothing(run: Run, spec: Path) -> None:
    before = spec.read_bytes()
    result = run("triage", "--plain", QUESTION, "--by", "Bo", "--dry-run", stdin=script("1", "u"))
    assert "Dry run, nothing written. Answered: red light." in result.stdout
    assert f"+   - **Answered {TODAY} (Bo):** red light" in result.stdout
    assert NOTHING_TO_UNDO.casefold() in result.stderr.casefold()
    assert spec.read_bytes() == before


def test_help_says_what_there_is_for_this_kind(run: Run, spec: Path) -> None:
    gaps = run("triage", "--plain", GAP, stdin=script("?")).stdout
    assert DECISIONS["resolve"].help in gaps
    assert "Critical, High, Low" in gaps
    assert DECISIONS["defer"].help not in gaps


def test_several_paths_and_no_others(run: Run, spec: Path, tmp_path: Path) -> None:
    for name in ("a/one.md", "b/two.md", "c/three.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    told = run("triage", "--plain", QUESTION, "a", "b/two.md", stdin=script("", "", "", "q")).stdout
    assert "Question 1 of 4" in told
    assert "In a/one.md" in told and "In b/two.md" in told
    assert "three" not in told and "pier.md" not in told


def test_nothing_waits(run: Run, spec: Path) -> None:
    assert run("triage", "--plain", "kind:gap", "tier:1", stdin="").stdout.startswith(
        "No open items match the filter"
    )
    assert (
        run("triage", "--plain", "gone.md", stdin="").stderr
        == "specui: file not found: gone.md; check the name.\n"
    )


def test_what_others_decided_meanwhile_is_not_decided_twice(start: Start, spec: Path, tmp_path: Path) -> None:
    import os
    import subprocess

    from tests.support.corpus import CHECKOUT

    argv = [sys.executable, "-m", "specui", "triage", "--plain", QUESTION, "--by", "Bo"]
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path, env=env) as talk:
        assert talk.stderr is not None
        assert talk.stderr.read(2) == b"> "
        assert start("answer", "pier.md", "q1", "dark", "--by", "Cy").returncode == 0
        _, errors = talk.communicate(b"1\n")
    assert talk.returncode == 2
    assert b"specui: line 1: this item was changed on disk; nothing was written." in errors
    assert changes(spec) == ([], [f"   - **Answered {TODAY} (Cy):** dark"])


def test_it_never_imports_textual(start: Start, spec: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['triage', '--plain']\n"
        "from specui.cli import main\n"
        "try: main()\n"
        "finally: assert not {'textual', 'rich', 'specui.tui'} & set(sys.modules)\n"
    )
    import os
    import subprocess

    from tests.support.corpus import CHECKOUT

    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input=b"r\nn\nq\n",
        capture_output=True,
        check=False,
        cwd=spec.parent,
        env=env,
    )
    assert ran.returncode == 0, ran.stderr


def test_options_of_plain_alone(run: Run, spec: Path) -> None:
    assert "--by and --dry-run apply to --plain only" in run("triage", "--dry-run").stderr
