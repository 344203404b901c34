"""`specui gaps`, `questions`, `criteria`, `tests`: what waits, across all specs, filtered and in order."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from specui.cli import output, tables
from specui.markdown.printable import cell_width
from specui.markdown.scanner import scan
from specui.workspace.git.blame import SHALLOW, age_notice
from tests.cli.conftest import Run

PIER = """\
# Production Spec: Pier

**Last updated:** 2026-01-10
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Linus (CTO), Priya Nair (piers)
**Tier:** 1

## 3. Acceptance Criteria

### Functional
- [ ] Boats land at night
- [x] Boats are counted

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|---|---|---|
| No lamps \\| no light | 🔴 Critical | soon |
| =1+1 rusts | 🟢 Low | |

## 5. Test Coverage

### Missing Tests
- [ ] The tide turns

## 8. Open Questions

1. **Lamps**: is it a soft light, or a hard light?
2. Who pays?
   - **Answered 2026-01-02 (Ada):** nobody
3. Who sweeps 灯台?
   - **Assigned 2026-01-02 (Ada):** Bo
"""
BUOY = PIER.replace("Pier", "Buoy").replace("**Tier:** 1", "**Tier:** 2").replace("soft light", "pale light")


@pytest.fixture(autouse=True)
def folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPECUI_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.setenv("SPECUI_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "tier2-buoy.md").write_text(BUOY, encoding="utf-8")
    (tmp_path / "specs" / "tier1-pier.md").write_text(PIER, encoding="utf-8")
    (tmp_path / "specui.toml").write_text('[views]\nrelease = "kind:gap severity:critical tier:1"\n')
    return tmp_path


def rows(run: Run, name: str, *args: str) -> list[dict[str, Any]]:
    result = run(name, *args, "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["schema_version"] == 2
    found: list[dict[str, Any]] = told[name]
    return found


def test_json_has_a_row_for_what_waits_with_all_that_is_known_of_it(run: Run) -> None:
    found = rows(run, "questions", "tier:1")
    assert found[0] == {
        "path": "specs/tier1-pier.md",
        "line": 28,
        "id": "q1",
        "ref": found[0]["ref"],
        "text": "**Lamps**: is it a soft light, or a hard light?",
        "state": "open",
        "waiting": True,
        "topic": "Lamps",
        "alternatives": ["soft light", "hard light"],
        "due": None,
        "assignee": None,
        "decisions": [],
        "spec": "Pier",
        "status": "Gaps Identified",
        "tier": "1",
        "owners": ["Linus (CTO)", "Priya Nair (piers)"],
        "updated": "2026-01-10",
    }
    assert found[0]["ref"].startswith("q1~")
    assert [(row["id"], row["assignee"]) for row in found] == [("q1", None), ("q3", "Bo")]


@pytest.mark.parametrize(
    "args, ids",
    [
        (("gaps",), ["gap1", "gap2", "gap1", "gap2"]),
        (("gaps", "--sort", "severity"), ["gap1", "gap1", "gap2", "gap2"]),
        (("gaps", "--severity", "crit", "--tier", "2"), ["gap1"]),
        (("gaps", "--tier", "1,2", "--tier", "3", "rusts"), ["gap2", "gap2"]),
        (("gaps", "--view", "release"), ["gap1"]),
        (("gaps", "--view", "release", "--tier", "2"), []),
        (("gaps", "specs/tier2-buoy.md", "--filter", "-severity:low"), ["gap1"]),
        (("questions", "soft light"), ["q1"]),
        (("questions", "owner:Priya Nair", "--spec", "tier1*"), ["q1"]),
        (("questions", "--owner", "bo"), ["q3", "q3"]),
        (("questions", "--state", "answered"), ["q2", "q2"]),
        (("questions", "--all", "--tier", "2"), ["q1", "q2", "q3"]),
        (("questions", "--older", "1d", "--status", "gaps", "tier:2"), ["q1", "q3"]),
        (("tests",), ["missing-tests/1", "missing-tests/1"]),
        (("criteria",), ["functional/1", "functional/1"]),
        (("criteria", "--all", "tier:1"), ["functional/1", "functional/2"]),
    ],
)
def test_filters(run: Run, args: tuple[str, ...], ids: list[str]) -> None:
    assert [row["id"] for row in rows(run, *args)] == ids


def test_table(run: Run) -> None:
    result = run("questions", "--tier", "1")
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["PATH", "REF", "TIER", "STATE", "ASSIGNEE", "QUESTION"]
    assert [line.split()[3:5] for line in lines] == [["open", "–"], ["assigned", "Bo"]]
    assert "Lamps: is it a soft light" in lines[0]
    assert result.stderr == "2 questions in 1 spec; 1 more decided or completed (--all lists them).\n"


@pytest.mark.parametrize("width", [120, 80, 60])
def test_table_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr(output, "width", lambda: width)
    for name in ("questions", "gaps", "tests"):
        lines = run(name, "--color", "never").stdout.splitlines()
        assert max(map(cell_width, lines)) <= width
        assert len(lines) > 2


MOORING = """\
# Mooring

## Acceptance Criteria

1. **Given** a boat, **When** it lands, **Then** the bell rings
2. **Given** a fog, **When** it lands, **Then** the horn sounds
"""


def test_criteria_without_a_checkbox_are_listed_and_counted_apart(run: Run, folder: Path) -> None:
    (folder / "specs" / "mooring.md").write_text(MOORING, encoding="utf-8")
    result = run("criteria")
    assert [line.split()[3] for line in result.stdout.splitlines()] == ["STATE", "open", "open", "–", "–"]
    assert result.stderr.startswith("2 open criteria, 2 without a checkbox, in 3 specs; 2 more decided")
    assert run("criteria", "--all").stderr == "4 criteria, 2 without a checkbox, in 3 specs.\n"
    assert run("criteria", "specs/mooring.md").stderr == "2 criteria without a checkbox in 1 spec.\n"
    without = rows(run, "criteria", "state:none")
    assert [(row["state"], row["waiting"]) for row in without] == [(None, False)] * 2
    assert len(rows(run, "criteria", "state:open")) == 2


def test_a_file_name_stays_whole_and_hidden_columns_are_named(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "specs" / "mooring.md").write_text(
        MOORING.replace("Criteria\n", "Criteria\n\n### Boats that land in fog at the long pier\n")
    )
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr(output, "width", lambda: 76)
    result = run("criteria", "--color", "never")
    for line in result.stdout.splitlines()[1:]:
        assert line.split()[0].endswith(("/tier1-pier.md", "/tier2-buoy.md", "/mooring.md"))
        assert "~" in line.split()[1]
    monkeypatch.setattr(output, "width", lambda: 64)
    assert run("criteria").stderr.startswith("1 column hidden (TIER); widen the terminal.\n")


def test_a_path_is_cut_in_its_folders_first() -> None:
    assert tables.shorten_path("tier1-revenue/booking-and-holds.md", 28) == "ti…enue/booking-and-holds.md"
    assert tables.shorten_path("specs/a.md", 10) == "specs/a.md"
    assert tables.shorten_path("specs/deep/a.md", 7) == "s…/a.md"


def test_columns_give_way_in_turn() -> None:
    assert tables.shrink_columns([30, 10, 40], 60, ((0, 20), (2, 20))) == [0, 1, 2]
    widths = [30, 10, 40]
    assert tables.shrink_columns(widths, 40, ((0, 20), (2, 10)), spare=(1,)) == [0, 2]
    assert sum(widths[i] for i in (0, 2)) + 2 <= 40
    assert tables.shorten("灯台守", 5) == "灯台…"
    assert tables.shorten("abc", 3) == "abc"


def test_csv_holds_nothing_that_a_spreadsheet_would_run(run: Run) -> None:
    told = list(csv.DictReader(io.StringIO(run("gaps", "tier:1", "--format", "csv").stdout)))
    assert [row["text"] for row in told] == ["No lamps | no light", "'=1+1 rusts"]
    assert told[0]["owners"] == "Linus (CTO); Priya Nair (piers)"
    assert told[0]["notes"] == "soon"


def test_markdown_is_a_table_whatever_stands_in_it(run: Run) -> None:
    told = run("gaps", "--format", "md").stdout
    (table,) = scan(told).tables
    assert table.header.texts == ["Spec", "Ref", "Tier", "Severity", "Gap"]
    assert [row.texts[4] for row in table.rows][:2] == ["No lamps | no light", "=1+1 rusts"]
    assert {len(row.texts) for row in table.rows} == {5}


@pytest.mark.parametrize(
    "args, sentence",
    [
        (("gaps", "nope/"), "file not found: nope/"),
        (("gaps", "nope.md"), "file not found: nope.md"),
        (("gaps", "kidn:x"), "specui: unknown filter “kidn:”"),
        (("gaps", "--older", "long"), "“older:long” isn't an age"),
        (("gaps", "--view", "nope"), "unknown view “nope”; known views: release."),
        (("questions", "--severity", "high"), "did you mean “--sort”? See specui questions --help"),
        (("questions", "--state", "opne"), "did you mean “open”?"),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, args: tuple[str, ...], sentence: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_question_whose_date_has_come_is_due(run: Run, folder: Path) -> None:
    late = PIER.replace("**Assigned 2026-01-02 (Ada):** Bo", "**Deferred to 2026-01-02 (Ada):** tides")
    (folder / "pier.md").write_text(late, encoding="utf-8")
    row = next(line for line in run("questions", "pier.md").stdout.splitlines() if "Who sweeps" in line)
    assert row.split()[3] == "due"
    data = json.loads(run("questions", "pier.md", "--format", "json").stdout)["questions"][-1]
    assert (data["state"], data["waiting"]) == ("deferred", True)


def test_a_word_that_might_have_been_a_path_is_told(run: Run) -> None:
    result = run("gaps", "zzz")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == ("No matching gaps. “zzz” isn't a path, so it was used as search text.\n")


def test_a_filter_is_no_word_that_might_have_been_a_path(run: Run) -> None:
    assert run("gaps", "older:90y").stderr == "No matching gaps.\n"


def test_ones_own_view(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "config.toml").write_text('[views]\nmine = "tier:2 rusts"\n')
    assert [row["path"] for row in rows(run, "gaps", "--view", "mine")] == ["specs/tier2-buoy.md"]


def test_age_is_gits_where_git_knows_the_line(run: Run, tmp_path: Path) -> None:
    def git(*args: str) -> None:
        named = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        subprocess.run(
            ["git", *named, *args],
            cwd=tmp_path, check=True, capture_output=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path),
                 "GIT_AUTHOR_DATE": "2025-05-01T12:00:00Z", "GIT_COMMITTER_DATE": "2025-05-01T12:00:00Z"},
        )  # fmt: skip

    git("init", "-q")
    git("add", "specs/tier1-pier.md")
    git("commit", "-qm", "a pier")
    found = rows(run, "gaps", "--sort", "age")
    assert [(row["path"], row["since"], row["since_by"]) for row in found[::2]] == [
        ("specs/tier1-pier.md", "2025-05-01", "Ada"),
        ("specs/tier2-buoy.md", "2026-01-10", None),
    ]
    assert "SINCE" in run("gaps", "--sort", "age").stdout.splitlines()[0]


@pytest.fixture
def shallow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the folder's last commit."""
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{folder}", clone], check=True)
    monkeypatch.chdir(clone)
    return clone


def test_at_the_boundary_of_a_shallow_clone_age_is_unknown_and_why_is_said_once(
    run: Run, shallow: Path
) -> None:
    (shallow / "specs" / "new.md").write_text(BUOY.replace("Buoy", "New"), encoding="utf-8")
    result = run("gaps", "--sort", "age")
    assert result.stderr.splitlines() == [f"specui: {output.as_sentence(SHALLOW)}", "6 gaps in 3 specs."]
    found = rows(run, "gaps", "--sort", "age")
    told = [(row["path"], row["since"], row["since_by"], row["since_from"]) for row in found]
    assert told == [
        *[("specs/new.md", "2026-01-10", None, "last update")] * 2,
        *[("specs/tier1-pier.md", None, None, "unknown")] * 2,
        *[("specs/tier2-buoy.md", None, None, "unknown")] * 2,
    ]
    assert (result.stdout.count("unknown"), result.stdout.count("updated 2026-01-10")) == (4, 2)
    assert {row["path"] for row in rows(run, "gaps", "older:1d")} == {"specs/new.md"}
    assert {row["path"] for row in rows(run, "gaps", "--filter", "-older:1d")} == {
        "specs/tier1-pier.md",
        "specs/tier2-buoy.md",
    }


def test_line_by_line_it_is_said_once_too(run: Run, shallow: Path) -> None:
    result = run("triage", "--plain", "kind:gap", stdin="\n\n\nq\n")
    assert result.stdout.count("open, of unknown age.") == 4
    assert result.stderr.count(output.as_sentence(SHALLOW)) == 1


def test_where_git_refuses_the_last_update_is_the_age_and_that_is_said_once(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    why = f"detected dubious ownership in repository at '{os.path.realpath(folder)}'"
    sentence = f"specui: {output.as_sentence(age_notice(why))}"
    result = run("gaps", "--sort", "age")
    assert result.stderr.splitlines() == [sentence, "4 gaps in 2 specs."]
    assert result.stdout.count("updated 2026-01-10") == 4
    assert {row["since_from"] for row in rows(run, "gaps", "older:1d")} == {"last update"}
    talk = run("triage", "--plain", "kind:gap", stdin="\n\nq\n")
    assert talk.stderr.count("specui: ages are counted from") == 1
    assert talk.stdout.count("spec updated 2026-01-10") == 3


def test_without_a_repository_nobody_is_asked_and_nothing_is_said(run: Run) -> None:
    assert run("gaps", "--sort", "age").stderr == "4 gaps in 2 specs.\n"


def test_every_kind_has_a_command() -> None:
    from specui.cli.catalogue import COMMANDS
    from specui.specs.items.kinds import KINDS

    assert {kind.listing for kind in KINDS.values()} <= COMMANDS.keys()


def test_gaps_show_whom_they_are_assigned_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "assigned.md").write_text(
        "# Production Spec: Quay\n\n## 4. Known Gaps\n\n"
        "| Gap | Severity | Owner |\n|---|---|---|\n| No lamps | High | Bo |\n| Rust | Low | — |\n",
        encoding="utf-8",
    )
    lines = run("gaps", "assigned.md").stdout.splitlines()
    assert lines[0].split()[-2:] == ["ASSIGNEE", "GAP"]
    assert [line.split()[-3:] for line in lines[1:]] == [["Bo", "No", "lamps"], ["Low", "–", "Rust"]]
    assert "assignee" in run("gaps", "assigned.md", "--format", "csv").stdout.splitlines()[0]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (
            ("gaps", "--severity", "bogus"),
            "unknown severity “bogus”; known here are Critical, High, Low, Medium.",
        ),
        (("gaps", "tier:9"), "unknown tier “9”; known here are 1, 2, 3, 4."),
    ],
)
def test_a_value_that_no_spec_and_no_template_has_is_an_error(
    run: Run, samples: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, samples)
    assert result.exit_code == 2
    assert said in result.stderr
    assert run("gaps", "severity:none", samples).exit_code == 0


def test_csv_has_the_columns_that_are_chosen(run: Run) -> None:
    result = run("gaps", "tier:1", "--columns", "severity,text,owners", "--format", "csv")
    assert result.stdout.splitlines()[:2] == [
        "severity,text,owners",
        "Critical,No lamps | no light,Linus (CTO); Priya Nair (piers)",
    ]
    assert "tasks" in run("criteria", "--columns", "text,tasks", "--format", "csv").stdout.splitlines()[0]
