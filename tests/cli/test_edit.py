"""`answer`, `defer`, `assign`, `reopen`, `set`, `resolve`: what they write, and what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from specui.specs.decisions import DECISIONS
from specui.specs.edits.questions import NEEDS_NAME
from specui.specs.items.questions import read_questions
from tests.cli.conftest import Run
from tests.cli.pier import PIER
from tests.specs.reading import contents_of, spec_of
from tests.support.corpus import CHECKOUT

TODAY = date.today().isoformat()


@pytest.fixture
def spec(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "pier.md"
    path.write_text(PIER, encoding="utf-8")
    return path


def added(spec: Path) -> list[str]:
    """Return the lines that came; no other may have changed."""
    before, after = PIER.split("\n"), spec.read_text(encoding="utf-8").split("\n")
    came = [line for line in after if line not in before]
    assert [line for line in after if line in before] == before
    return came


@pytest.mark.parametrize(
    "args, line, told",
    [
        (
            ("answer", "q1", "--choose", "2"),
            f"   - **Answered {TODAY} (Bo):** hard light",
            "q1 answered: hard light",
        ),
        (
            ("answer", "L31", "the", "port"),
            f"   - **Answered {TODAY} (Bo):** the port",
            "q2 answered: the port",
        ),
        (
            ("answer", "q2", "--not-needed", "free"),
            f"   - **Not needed {TODAY} (Bo):** free",
            "q2 dropped: free",
        ),
        (
            ("assign", "q2", "Priya", "Nair"),
            f"   - **Assigned {TODAY} (Bo):** Priya Nair",
            "q2 assigned to Priya Nair",
        ),
        (
            ("defer", "q2", "9999-01-31", "later"),
            "   - **Deferred to 9999-01-31 (Bo):** later",
            "deferred to 9999-01-31",
        ),
    ],
)
def test_a_decision_is_one_line_below_the_question(
    run: Run, spec: Path, args: tuple[str, ...], line: str, told: str
) -> None:
    verb, item, *rest = args
    dry = run(verb, "pier.md", item, *rest, "--by", "Bo", "--dry-run")
    assert dry.exit_code == 0
    assert f"+{line}" in dry.stdout.splitlines()
    assert spec.read_text(encoding="utf-8") == PIER
    result = run(verb, "pier.md", item, *rest, "--by", "Bo")
    assert (result.exit_code, result.stdout) == (0, "")
    assert told in result.stderr
    assert added(spec) == [line]


def test_a_day_may_be_told_from_today(run: Run, spec: Path) -> None:
    assert run("defer", spec, "q2", "2w").exit_code == 0
    until = (date.today() + timedelta(days=14)).isoformat()
    assert read_questions(spec_of(spec.read_text(encoding="utf-8")))[1].entries[0].date == until


def test_a_ref_means_that_question_wherever_it_stands(run: Run, spec: Path) -> None:
    ref = json.loads(run("questions", spec, "--format", "json").stdout)["questions"][1]["ref"]
    spec.write_text(PIER.replace("1. **Lamps**", "1. Who counts?\n2. **Lamps**"), encoding="utf-8")
    assert run("answer", spec, ref, "the port").exit_code == 0
    states = [(q.text, q.state) for q in read_questions(spec_of(spec.read_text(encoding="utf-8")))]
    assert states[2] == ("Who pays?", "answered")
    assert [state for _, state in states] == ["open", "open", "answered"]
    spec.write_text(PIER.replace("Who pays?", "Who paid?"), encoding="utf-8")
    result = run("answer", spec, ref, "the port")
    assert result.exit_code == 2
    assert "“Who paid?” is at q2 now" in result.stderr


def test_what_is_decided_is_not_decided_again_unnoticed(run: Run, spec: Path) -> None:
    run("answer", spec, "q2", "the port", "--by", "Ada")
    once = spec.read_bytes()
    same = run("answer", spec, "q2", "The Port", "--by", "Bo")
    assert (same.exit_code, "q2 is already answered: The Port" in same.stderr) == (0, True)
    other = run("answer", spec, "q2", "the town", "--by", "Bo")
    assert other.exit_code == 2
    assert f"q2 was answered by Ada on {TODAY}: “the port”; reopen it first: specui reopen" in other.stderr
    assert run("defer", spec, "q2", "2w").exit_code == 2
    assert spec.read_bytes() == once
    assert run("reopen", spec, "q2", "law", "changed", "--by", "Bo").exit_code == 0
    assert run("answer", spec, "q2", "the town", "--by", "Bo").exit_code == 0
    entries = read_questions(spec_of(spec.read_text(encoding="utf-8")))[1].entries
    assert [(e.verb, e.text) for e in entries] == [
        ("Answered", "the port"), ("Reopened", "law changed"), ("Answered", "the town"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "args, sentence",
    [
        (("answer", "q2"), "q2 has no suggested answers; write the answer as TEXT"),
        (("answer", "q2", "x", "--choose", "1"), "TEXT and --choose cannot be combined"),
        (("answer", "q9", "x"), "there is no q9 here; the questions go from q1 to q2"),
        (("answer", "gap1", "x"), "gap1 is a gap, not a question; the questions go from q1 to q2"),
        (("assign", "functional/1", "Bo"), "functional/1 is a criterion, not a question or gap"),
        (("defer", "q1", "soon"), "“soon” isn't a date"),
        (("defer", "q1", "2020-01-01"), "2020-01-01 has passed"),
        (("assign", "q1", " "), NEEDS_NAME),
        (("reopen", "q1"), DECISIONS["reopen"].refusal),
        (("resolve", "gap9"), "there is no gap9 here; the gaps go from gap1 to gap2"),
        (("resolve", "gap1", "--with", "9"), "unknown part “9”; the parts are 1 gap, "),
        (("set", "colour", "red"), "specui: unknown field “colour”"),
        (("set", "tier", "9"), "takes one of these"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    run: Run, spec: Path, args: tuple[str, ...], sentence: str
) -> None:
    verb, *rest = args
    result = run(verb, spec, *rest)
    assert result.exit_code == 2
    assert sentence.casefold() in result.stderr.casefold()
    assert len(result.stderr.splitlines()) == 1
    assert (result.stdout, spec.read_text(encoding="utf-8")) == ("", PIER)


def test_an_answer_without_words_lists_the_suggested_ones(run: Run, spec: Path) -> None:
    for args, fault in (((), "the answer is missing"), (("--choose", "3"), "there is no suggested answer 3")):
        result = run("answer", spec, "q1", *args)
        assert result.exit_code == 2
        assert result.stderr.splitlines() == [
            "1  soft light",
            "2  hard light",
            f"specui: q1: {fault}; choose one of the above with --choose N, or write TEXT.",
        ]
    assert spec.read_text(encoding="utf-8") == PIER


def test_what_is_not_utf_8_is_refused(run: Run, spec: Path) -> None:
    spec.write_bytes(PIER.encode() + b"\xff")
    for args in (("answer", "q2", "x"), ("set", "tier", "1"), ("resolve", "gap1")):
        verb, *rest = args
        result = run(verb, spec, *rest)
        assert (result.exit_code, "specui repair" in result.stderr) == (2, True)


def test_a_field_is_set_as_it_is_typed(run: Run, spec: Path) -> None:
    assert run("set", "pier.md", "tier", "3").stderr == "pier.md: Tier is now 3 — Boats\n"
    assert run("set", "pier.md", "updated", "today").stderr == f"pier.md: Last updated is now {TODAY}\n"
    assert "would be" in run("set", "pier.md", "tier", "1", "--dry-run").stderr
    assert "is already 3" in run("set", "pier.md", "tier", "3").stderr


def test_approved_is_refused_while_something_stands_in_its_way(run: Run, spec: Path) -> None:
    result = run("set", "pier.md", "status", "approved")
    assert result.exit_code == 2
    assert spec.read_text(encoding="utf-8") == PIER
    *named, last = result.stderr.splitlines()
    assert any("question q1~" in line and "is it a soft light" in line for line in named)
    assert len({line.partition(" ")[0] for line in named}) == len(named)
    assert "block approval. Nothing was written;" in last
    assert run("set", "pier.md", "status", "approved", "--force").exit_code == 0
    assert "**Spec status:** 🟢 Approved\n" in spec.read_text(encoding="utf-8")


def test_blockers_come_cheapest_first(run: Run, spec: Path) -> None:
    told = json.loads(run("blockers", "pier.md", "--format", "json").stdout)
    assert (told["schema_version"], told["title"], told["status"]) == (1, "Pier", "Gaps Identified")
    kinds = [blocker["kind"] for blocker in told["blockers"] if blocker["kind"] != "error"]
    assert kinds == ["question", "question", "criterion", "critical gap"]
    assert [blocker["cost"] for blocker in told["blockers"]] == sorted(b["cost"] for b in told["blockers"])
    ready = told["readiness"]
    assert ready["total"] - ready["done"] == len(told["blockers"])
    text = run("blockers", "pier.md").stdout
    assert text.startswith(f"Pier: {ready['done']} of {ready['total']} done\n")
    assert "Open questions (2)" in text


def test_resolving_a_gap_takes_all_that_is_surely_about_it_along(run: Run, spec: Path) -> None:
    dry = run("resolve", "pier.md", "gap1", "--by", "Bo", "--dry-run")
    assert spec.read_text(encoding="utf-8") == PIER
    assert "-| No lamps on the pier at night | 🔴 Critical | soon |" in dry.stdout.splitlines()
    assert dry.stderr.startswith("[x] 1 pier.md:25 Remove the gap: No lamps on the pier at night")
    assert dry.stderr.endswith("\nNothing written (dry run).\n")
    assert run("resolve", "pier.md", "gap1", "--by", "Bo", "--summary", "lit").exit_code == 0
    contents = contents_of(spec.read_text(encoding="utf-8"))
    assert [gap.gap for gap in contents.gaps] == ["Rust"]
    assert "Lamps on the pier at night" in [item.text for item in contents.state["Shipped"]]
    assert (contents.updated, contents.revisions[-1].author) == (TODAY, "Bo")


def test_resolving_may_take_the_row_only_or_everything(run: Run, spec: Path) -> None:
    assert run("resolve", "pier.md", "gap1", "--by", "Bo", "--only", "sign-off").exit_code == 0
    contents = contents_of(spec.read_text(encoding="utf-8"))
    assert [gap.gap for gap in contents.gaps] == ["Rust"]
    assert contents.updated == TODAY
    assert [item.text for item in contents.state["Shipped"]] == ["Boats are counted"]
    spec.write_text(PIER, encoding="utf-8")
    told = run("resolve", "pier.md", "gap1", "--by", "Bo", "--all").stderr
    assert "[ ]" not in told
    assert run("resolve", "pier.md", "gap1", "--all", "--only", "1").exit_code == 2


def test_without_an_author_there_is_no_revision_and_that_is_told(
    run: Run, spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    result = run("resolve", "pier.md", "gap2")
    assert "no revision row" in result.stderr
    assert len(contents_of(spec.read_text(encoding="utf-8")).revisions) == 1


def test_eight_processes_lose_no_decision(spec: Path) -> None:
    processes, each = 8, 4
    count = processes * each
    questions = "".join(f"{n}. Question number {n}?\n" for n in range(1, count + 1))
    text = PIER[: PIER.index("1. **Lamps**")] + questions + PIER[PIER.index("\n## Revision") :]
    spec.write_text(text, encoding="utf-8")
    code = (
        "import sys; from click.testing import CliRunner; from specui.cli.program import program\n"
        "for item in sys.argv[2:]:\n"
        "    args = ['answer', sys.argv[1], item, 'yes to ' + item, '--by', 'Bo']\n"
        "    result = CliRunner().invoke(program, args)\n"
        "    assert result.exit_code == 0, result.output\n"
    )
    items = [f"q{number}" for number in range(1, count + 1)]
    running = [
        subprocess.Popen([sys.executable, "-c", code, spec, *items[first::processes]], cwd=CHECKOUT)
        for first in range(processes)
    ]
    assert [process.wait(60) for process in running] == [0] * processes
    found = read_questions(spec_of(spec.read_text(encoding="utf-8")))
    assert [(q.state, q.entries[-1].text) for q in found] == [
        ("answered", f"yes to q{n}") for n in range(1, count + 1)
    ]


def test_down_tells_who_depends_on_it(run: Run, spec: Path) -> None:
    dependencies = (
        "## 6. Dependencies\n\n### Internal\n| System | Why needed | Failure mode |\n|---|---|---|\n"
        "| Winch | pulls | slow |\n\n## 7. Degraded Mode\n\n- **If Winch is down:** pull by hand\n\n"
    )
    spec.write_text(PIER.replace("## 8. Open", f"{dependencies}## 8. Open"), encoding="utf-8")
    text = run("down", "winch").stdout
    for part in (
        "Winch: 1 spec depends on it",
        "Pier · tier 2",
        "Ada (CTO)",
        "Failure mode: slow",
        "pull by hand",
    ):
        assert part in text
    told = json.loads(run("down", "wnich", "--format", "json").stdout)
    assert told["schema_version"] == 1
    (row,) = told["dependents"]
    assert (row["path"], row["dependency"], row["owners"]) == ("pier.md", "Winch", ["Ada (CTO)"])
    assert row["degraded_modes"][0]["behavior"] == "pull by hand"
    missing = run("down", "xyzzy")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "no spec depends on “xyzzy”; use a name from a table of dependencies." in missing.stderr
    assert "no spec depends on “winter”; did you mean “Pier” or “Winch”?" in run("down", "winter").stderr
