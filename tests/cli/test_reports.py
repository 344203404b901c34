"""Report formats: their shape, and that text from files reaches a terminal only filtered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from specui.cli.commands import check
from specui.cli.output import Painter
from specui.cli.reports import FORMATS
from specui.cli.reports.text import TextReport
from specui.markdown.printable import cell_width
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic, Severity
from specui.rules.registry import all_rules
from specui.workspace.check import check_cache as cache
from tests.cli.conftest import Run

FAULTY = "tier3-supporting/crew-rostering.md"
HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\x7f\u2028|%0A::error::x]]>&<"
SPEC = """# Production Spec: Locks

**Last updated:** 2026-01-01
**Spec status:** {0}
**Owner agent(s):** {0}
**Tier:** {0}

## 3. Acceptance Criteria

### Functional
- [] {0}
- [ ] {0} [Behavior: what must be true]
## {0}
"""


def _without_layout(text: str) -> str:
    return text.replace("\n", "")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "a\x1b[31m,b.md"
    path.write_text(SPEC.format(HOSTILE), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_gets_out(run: Run, hostile: Path, name: str) -> None:
    result = run("check", hostile, "--format", name, "--fail-on", "info")
    assert result.exit_code == 1
    assert "evil" in result.stdout
    for told in (_without_layout(result.stdout), _without_layout(result.stderr)):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", told)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "--format", "json"],
        ["show", "--format", "text"],
        ["list"],
        ["list", "--all"],
        ["list", "--format", "csv"],
        ["list", "--format", "json"],
        ["tick", "L10", "--dry-run"],
        ["tick", "L10"],
        ["check", "--fix"],
    ],
)
def test_nor_from_any_other_command(run: Run, hostile: Path, arguments: list[str]) -> None:
    name, *rest = arguments
    result = run(name, hostile, *rest)
    assert result.output
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", _without_layout(result.output)
    )


def test_csv_is_read_back(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv
    import io

    monkeypatch.chdir(samples)
    rows = list(csv.DictReader(io.StringIO(run("list", ".", "--format", "csv").stdout)))
    told = json.loads(run("list", ".", "--format", "json").stdout)["specs"]
    assert [row["path"] for row in rows] == [row["path"] for row in told]
    assert [row["warnings"] for row in rows] == [str(row["problems"]["warnings"]) for row in told]


def test_sarif(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples)
    found = json.loads(run("check", ".", "--format", "json").stdout)["diagnostics"]
    told = json.loads(run("check", ".", "--format", "sarif").stdout)
    assert told["version"] == "2.1.0"
    (ran,) = told["runs"]
    assert ran["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in ran["tool"]["driver"]["rules"]] == [r.code for r in all_rules()]
    assert [_plain(result) for result in ran["results"]] == [
        (d["path"], d["code"], d["line"], d["column"], d["end_line"], d["end_column"], d["fingerprint"])
        for d in found
    ]
    fixes = [result["fixes"] for result in ran["results"] if "fixes" in result]
    assert len(fixes) == sum(d["fix"] is not None for d in found) > 0


def _plain(result: dict[str, Any]) -> tuple[Any, ...]:
    place = result["locations"][0]["physicalLocation"]
    region = place["region"]
    return (
        unquote(place["artifactLocation"]["uri"]),
        result["ruleId"],
        region["startLine"],
        region["startColumn"],
        region["endLine"],
        region["endColumn"],
        result["partialFingerprints"]["specui/v1"],
    )


def test_junit(run: Run, samples: Path) -> None:
    found = json.loads(run("check", samples, "--format", "json").stdout)["diagnostics"]
    root = ET.fromstring(run("check", samples, "--format", "junit").stdout)
    failures = [case.find("failure") for case in root.iter("testcase")]
    assert [failure.get("message") for failure in failures if failure is not None] == [
        d["message"] for d in found
    ]
    sound = ET.fromstring(run("check", samples / "tier1-revenue/refunds.md", "--format", "junit").stdout)
    assert (sound.get("tests"), sound.get("failures")) == ("1", "0")


def test_github(run: Run, hostile: Path) -> None:
    found = json.loads(run("check", hostile, "--format", "json").stdout)["diagnostics"]
    lines = run("check", hostile, "--format", "github").stdout.splitlines()
    assert len(lines) == len(found)
    for line, diagnostic in zip(lines, found, strict=True):
        head = re.fullmatch(r"::(error|warning|notice) file=a␛\[31m%2Cb\.md,line=(\d+),.*?::.*", line)
        assert head
        assert int(head[2]) == diagnostic["line"]
        assert "%0A::" not in line


def diagnostic(start: int, end: int) -> Diagnostic:
    return Diagnostic("a-rule", "SP000", Severity.WARNING, "Something", start, end, "", "0" * 16)


@pytest.mark.parametrize(
    "text, spot, shown, marks",
    [
        ("one two three", "two", "one two three", "    ^^^"),
        ("🟡 two", "two", "🟡 two", "   ^^^"),
        ("a\ttwo", "two", "a   two", "    ^^^"),
        ("⚠️ two", "two", "⚠  two", "   ^^^"),
        ("漢字 two", "漢字", "漢字 two", "^^^^"),
        ("a\x1bb two", "two", "a␛b two", "    ^^^"),
        ("two\nthree", "two\nthree", "two", "^^^"),
        ("end", "", "end", "^"),
    ],
)
def test_carets_stand_under_the_spot(text: str, spot: str, shown: str, marks: str) -> None:
    start = text.index(spot)
    told = TextReport(Painter(colors=False), 80, full=False)._finding(
        diagnostic(start, start + len(spot)), "a.md", text, LineIndex(text)
    )
    assert told.splitlines()[2:4] == [f"1 | {shown}", f"  | {marks}"]


@pytest.mark.parametrize("before", [0, 30, 500, 5000])
@pytest.mark.parametrize("length", [1, 40, 400])
@pytest.mark.parametrize("letter", ["x", "漢"])
def test_long_lines_are_cut_around_the_spot(before: int, length: int, letter: str) -> None:
    text = letter * before + "ö" * length + letter * 3000
    told = TextReport(Painter(colors=False), 80, full=False)._finding(
        diagnostic(before, before + length), "a.md", text, LineIndex(text)
    )
    line, marks = told.splitlines()[2:4]
    assert cell_width(line) <= 80
    assert cell_width(marks) <= 80
    column = marks.index("^")
    assert _at(line, column) == "ö"
    assert marks.count("^") == min(length, marks.count("^")) >= min(length, 30)


def _at(line: str, column: int) -> str:
    """Return the character that stands at a cell."""
    for index in range(len(line)):
        if cell_width(line[:index]) == column:
            return line[index]
    raise AssertionError((line, column))


def test_colours_only_where_they_are_wanted(run: Run, samples: Path) -> None:
    assert "\x1b[" not in run("check", samples / FAULTY).stdout
    assert "\x1b[" in run("check", samples / FAULTY, "--color", "always").stdout
    assert "\x1b[" in run("--color", "always", "check", samples / FAULTY).stdout
    plain = re.sub(r"\x1b\[[0-9;]*m", "", run("check", samples / FAULTY, "--color", "always").stdout)
    assert plain == run("check", samples / FAULTY).stdout


# -- paths for code hosts


PATHS_OF: dict[str, Callable[[str], set[str | None]]] = {
    "github": lambda told: {
        unquote(name) for name in re.findall(r"^::\w+ file=([^,]*),", told, re.MULTILINE)
    },
    "junit": lambda told: {case.get("file") for case in ET.fromstring(told).iter("testcase")},
    "gitlab": lambda told: {issue["location"]["path"] for issue in json.loads(told)},
    "sarif": lambda told: {
        unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for result in json.loads(told)["runs"][0]["results"]
    },
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository without git: two files with findings, in folders."""
    root = tmp_path / "code é"
    (root / "docs" / "specs").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("docs/a #1.md", "docs/specs/b.md"):
        (root / name).write_text(SPEC.format("x"), encoding="utf-8")
    return root


@pytest.mark.parametrize("name", PATHS_OF)
@pytest.mark.parametrize(
    "here, paths",
    [
        ("docs", ["."]),
        ("docs/specs", ["..", "b.md"]),
        ("", ["{root}/docs"]),
        ("docs/specs", ["{root}/docs/specs", "../a #1.md"]),
        ("..", ["code é"]),
        ("/", ["{root}"]),
    ],
)
def test_paths_are_relative_to_the_root_of_the_repository(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str, here: str, paths: list[str]
) -> None:
    monkeypatch.chdir(repository / here)
    monkeypatch.setenv("PATH", "")  # git need not be installed
    told = run("check", *(path.format(root=repository) for path in paths), "--format", name).stdout
    assert PATHS_OF[name](told) == {"docs/a #1.md", "docs/specs/b.md"}


@pytest.mark.parametrize("name", PATHS_OF)
def test_a_worktree_and_a_submodule_have_a_file_for_their_root(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (repository / ".git").rmdir()
    (repository / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    inner = repository / "docs" / "specs"
    (inner / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    monkeypatch.chdir(inner)
    assert PATHS_OF[name](run("check", ".", "--format", name).stdout) == {"b.md"}
    monkeypatch.chdir(repository)  # a run in the outer one is about that
    assert PATHS_OF[name](run("check", "docs/specs", "--format", name).stdout) == {"docs/specs/b.md"}
    assert PATHS_OF[name](run("check", ".", "--format", name).stdout) == {"docs/a #1.md", "docs/specs/b.md"}


@pytest.mark.parametrize("name", PATHS_OF)
def test_outside_of_a_repository_paths_are_relative_to_the_current_folder(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (repository / ".git").rmdir()
    monkeypatch.chdir(repository / "docs")
    assert PATHS_OF[name](run("check", ".", "--format", name).stdout) == {"a #1.md", "specs/b.md"}


@pytest.mark.parametrize("name", PATHS_OF)
def test_standard_input_is_named_from_the_root_too(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(repository / "docs" / "specs")
    text = SPEC.format("x")
    told = run("check", "-", "--stdin-filename", "../new.md", "--format", name, stdin=text).stdout
    assert PATHS_OF[name](told) == {"docs/new.md"}
    assert PATHS_OF[name](run("check", "-", "--format", name, stdin=text).stdout) == {"-"}


def test_gitlab(run: Run, samples: Path) -> None:
    found = json.loads(run("check", samples, "--format", "json").stdout)["diagnostics"]
    told = json.loads(run("check", samples, "--format", "gitlab").stdout)
    assert [(issue["description"], issue["location"]["lines"]["begin"]) for issue in told] == [
        (d["message"], d["line"]) for d in found
    ]
    assert {issue["severity"] for issue in told} <= {"info", "minor", "major"}
    assert len({issue["fingerprint"] for issue in told}) == len(told)
    sound = run("check", samples / "tier1-revenue/refunds.md", "--format", "gitlab")
    assert json.loads(sound.stdout) == []


def test_the_same_finding_twice_is_two_for_gitlab(run: Run, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(SPEC.format("x") + "- [] x\n- [] x\n", encoding="utf-8")
    told = json.loads(run("check", ".", "--format", "gitlab").stdout)
    assert len({issue["fingerprint"] for issue in told}) == len(told)
    (tmp_path / "a.md").write_text("\n" + SPEC.format("x") + "- [] x\n- [] x\n", encoding="utf-8")
    again = json.loads(run("check", ".", "--format", "gitlab").stdout)
    assert [issue["fingerprint"] for issue in again] == [issue["fingerprint"] for issue in told]


def test_what_is_cached_of_one_root_is_not_told_of_another(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_FEW", 0)
    monkeypatch.setattr(cache, "_TICK", -(10**12))  # files that were just written are trusted
    monkeypatch.chdir(repository / "docs")
    for _ in range(2):
        assert "file=docs/specs/b.md," in run("check", ".", "--format", "github").stdout
    (repository / ".git").rmdir()
    assert "file=specs/b.md," in run("check", ".", "--format", "github").stdout


def test_sarif_says_what_its_paths_are_relative_to(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "docs")
    (ran,) = json.loads(run("check", ".", "--format", "sarif").stdout)["runs"]
    assert ran["originalUriBaseIds"] == {"%SRCROOT%": {"uri": f"{repository.as_uri()}/"}}
    places = [place for result in ran["results"] for place in _places_in(result)]
    assert {place["uri"] for place in places} == {"docs/a%20%231.md", "docs/specs/b.md"}
    assert {place["uriBaseId"] for place in places} == {"%SRCROOT%"}
    elsewhere = repository.parent / "c d.md"
    elsewhere.write_text(SPEC.format("x"), encoding="utf-8")
    (ran,) = json.loads(run("check", ".", elsewhere, "--format", "sarif").stdout)["runs"]
    own = [place for result in ran["results"] for place in _places_in(result) if "c%20d" in place["uri"]]
    assert own[0] == {"uri": elsewhere.as_uri()}


def _places_in(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if "artifactLocation" in value:
            yield value["artifactLocation"]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _places_in(one)


def test_sarif_has_the_shape_of_its_schema(run: Run, samples: Path) -> None:
    log = json.loads(run("check", samples, "--format", "sarif").stdout)
    assert {*log} == {"$schema", "version", "runs"}
    (ran,) = log["runs"]
    assert {*ran} == {"tool", "columnKind", "originalUriBaseIds", "results"}
    driver = ran["tool"]["driver"]
    assert {*driver} == {"name", "semanticVersion", "informationUri", "rules"}
    assert urlsplit(driver["informationUri"]).scheme == "https"
    for rule in driver["rules"]:
        assert {*rule} == {
            "id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"
        }  # fmt: skip
        assert rule["fullDescription"]["text"].endswith(".")
        assert len(rule["shortDescription"]["text"]) < len(rule["fullDescription"]["text"]) <= 1024
        assert "#" not in rule["fullDescription"]["text"].split("`")[0]
    codes = {rule["id"] for rule in driver["rules"]}
    for result in ran["results"]:
        assert {*result} - {"fixes"} == {"ruleId", "level", "message", "locations", "partialFingerprints"}
        assert result["ruleId"] in codes
        region = result["locations"][0]["physicalLocation"]["region"]
        assert all(isinstance(value, int) and value > 0 for value in region.values())
        assert result["level"] in {"error", "warning", "note"}
