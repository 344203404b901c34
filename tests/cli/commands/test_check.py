"""`specui check`: what it reads, what it reports, its exit status."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Run

FAULTY = "tier3-supporting/crew-rostering.md"
DAMAGED = "tier3-supporting/weather-holds.md"
SOUND = "tier1-revenue/refunds.md"


def report(result: Result) -> Any:
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    "arguments, status",
    [
        ([FAULTY], 1),
        ([FAULTY, "--exit-zero"], 0),
        ([FAULTY, "--fail-on", "error"], 0),
        ([DAMAGED, "--fail-on", "error"], 1),
        ([SOUND], 0),
        ([SOUND, "--fail-on", "info"], 0),
        ([SOUND, "nowhere.md"], 2),
        ([FAULTY, "nowhere.md"], 2),
        ([FAULTY, "nowhere.md", "--exit-zero"], 2),
        (["README.md"], 0),
        (["README.md", "--fail-on", "info"], 1),
        (["--format", "yaml"], 2),
        (["--jobs", "-1"], 2),
    ],
)
def test_exit_status(
    run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int
) -> None:
    monkeypatch.chdir(samples)
    assert run("check", *arguments).exit_code == status


def test_a_file_that_is_not_utf_8_is_a_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Production Spec: Bücher\n".encode("latin-1"))
    result = run("check", "a.md", "--format", "json")
    assert result.exit_code == 1
    assert [d["rule"] for d in report(result)["diagnostics"]] == ["not-utf-8"]


def test_json_has_the_shape_that_scripts_rely_on(run: Run, samples: Path) -> None:
    told = report(run("check", samples / DAMAGED, samples / FAULTY, "--format", "json"))
    assert list(told) == ["schema_version", "summary", "diagnostics"]
    assert told["schema_version"] == 1
    assert list(told["summary"]) == ["files", "errors", "warnings", "infos", "fixable"]
    found = told["diagnostics"]
    for diagnostic in found:
        assert list(diagnostic) == (
            "path rule code severity message line column end_line end_column section fix fingerprint".split()
        )
    assert told["summary"]["files"] == 2
    for severity in ("error", "warning", "info"):
        assert told["summary"][f"{severity}s"] == sum(d["severity"] == severity for d in found) > 0
    assert told["summary"]["fixable"] == sum(d["fix"] is not None and d["fix"]["safe"] for d in found) > 0


@pytest.mark.parametrize("bom, newline", [(False, "\n"), (True, "\n"), (True, "\r\n")])
def test_offsets_count_characters_without_bom(run: Run, samples: Path, bom: bool, newline: str) -> None:
    text = (samples / FAULTY).read_text(encoding="utf-8").replace("\n", newline)
    (samples / FAULTY).write_bytes(("\ufeff" if bom else "").encode() + text.encode())
    (found,) = [
        d
        for d in report(run("check", samples / FAULTY, "--format", "json"))["diagnostics"]
        if d["rule"] == "malformed-checkbox"
    ]
    (edit,) = found["fix"]["edits"]
    start = text.index("- [] ") + 2
    fixed = text[: edit["start"]] + edit["replacement"] + text[edit["end"] :]
    assert fixed == text.replace("- [] ", "- [ ] ", 1)
    line = text[:start].count("\n") + 1
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (line, 3, line, 5)


def test_text_marks_the_spot(run: Run, samples: Path) -> None:
    told = run("check", samples / FAULTY).stdout
    assert f"{FAULTY}:37:3 warning malformed-checkbox[SP111] " in told
    lines = told.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("37 | - [] "))
    assert lines[at + 1] == "   |   ^^"
    assert "(specui check --fix)" in lines[at + 2]
    assert lines[-1].startswith("Checked 1 file: 0 errors, ")
    assert lines[-1].endswith(" fixable with --fix")


def test_full_adds_section_neighbours_and_the_fix(run: Run, samples: Path) -> None:
    told = run("check", samples / FAULTY, "--format", "full").stdout
    for part in ("36 | - [ ] A swap", "= in: Acceptance Criteria", "-- [] Wishes", "+- [ ] Wishes"):
        assert part in told


@pytest.mark.filterwarnings(
    "ignore:.*fork:DeprecationWarning"
)  # test runners have threads, specui has none here
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_processes_report_the_same_in_order(run: Run, samples: Path, tmp_path: Path, jobs: int) -> None:
    for number in range(200):
        shutil.copy(samples / (FAULTY if number % 3 else SOUND), tmp_path / f"spec-{number}.md")
    told = report(run("check", tmp_path, "--format", "json", "--jobs", str(jobs)))
    numbers = [
        int(d["path"].rpartition("-")[2].removesuffix(".md"))
        for d in told["diagnostics"]
        if "spec-" in d["path"]
    ]
    assert numbers == sorted(numbers)
    assert set(numbers) == {number for number in range(200) if number % 3}
    assert told["summary"]["files"] == 200 + 23


def test_a_folder_leaves_alone_what_is_no_spec(run: Run, samples: Path) -> None:
    folder = report(run("check", samples / "runbooks", "--format", "json"))
    assert folder["summary"]["files"] == 0
    named = report(run("check", samples / "runbooks/weather-hold.md", "--format", "json"))
    assert [d["severity"] for d in named["diagnostics"]] == ["info"]


def test_a_file_named_twice_is_checked_once(run: Run, samples: Path) -> None:
    (samples / "link.md").symlink_to(FAULTY)
    once = report(run("check", samples / FAULTY, "--format", "json"))
    again = report(
        run(
            "check",
            samples / FAULTY,
            samples / "link.md",
            samples / "tier3-supporting" / "..",
            "--format",
            "json",
        )
    )
    count = sum(d["path"].endswith("crew-rostering.md") for d in again["diagnostics"])
    assert count == len(once["diagnostics"])
    assert not [d for d in again["diagnostics"] if d["path"].endswith("link.md")]


def test_paths_are_relative_inside_the_current_folder(
    run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(samples)
    inside = report(run("check", samples / FAULTY, "--format", "json"))
    assert {d["path"] for d in inside["diagnostics"]} == {FAULTY}
    monkeypatch.chdir(samples / "tasks")
    outside = report(run("check", f"../{FAULTY}", "--format", "json"))
    assert {d["path"] for d in outside["diagnostics"]} == {str(samples / FAULTY)}


def test_without_paths_the_configured_folder_is_checked(
    run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (samples / ".git").mkdir()  # the configuration is looked for up to the repository's root
    (samples / "specui.toml").write_text('exclude = ["tier1-revenue/"]\n[rules]\nencoding-damage = "off"\n')
    monkeypatch.chdir(samples / "tasks")
    told = report(run("check", "--format", "json"))
    assert told["summary"]["files"] == 23 - 3
    assert told["summary"]["errors"] == 0


def test_standard_input_is_read_as_the_file_it_is_called(run: Run, samples: Path) -> None:
    data = (samples / FAULTY).read_bytes()
    named = report(run("check", "-", "--stdin-filename", FAULTY, "--format", "json", stdin=data))
    assert {d["path"] for d in named["diagnostics"]} == {FAULTY}
    from_disk = report(run("check", samples / FAULTY, "--format", "json"))
    assert [d["fingerprint"] for d in named["diagnostics"]] == [
        d["fingerprint"] for d in from_disk["diagnostics"]
    ]


def test_fix_writes_safe_fixes_until_none_is_left(run: Run, samples: Path) -> None:
    before = report(run("check", samples, "--format", "json"))["summary"]
    result = run("check", samples, "--fix", "--format", "json")
    after = report(result)["summary"]
    assert before["fixable"] > 0 == after["fixable"]
    assert f"Fixed {before['fixable']} findings in 2 files." in result.stderr
    assert run("check", samples, "--diff").stdout == ""


def test_fix_leaves_every_other_byte(run: Run, samples: Path) -> None:
    text = (samples / FAULTY).read_bytes().replace(b"\n", b"\r\n")
    (samples / FAULTY).write_bytes(text)
    run("check", samples / FAULTY, "--fix")
    fixed = (samples / FAULTY).read_bytes()
    assert b"- [ ] Wishes" in fixed
    kept = [line for line in text.split(b"\r\n") if b"Wishes" not in line and not line.startswith(b"## ")]
    lines = fixed.split(b"\r\n")
    assert [line for line in kept if line not in lines] == [b"_Unresolved decisions that need owner input._"]


def test_diff_shows_what_fix_writes(run: Run, samples: Path) -> None:
    before = (samples / FAULTY).read_bytes()
    result = run("check", samples / FAULTY, "--diff")
    assert result.exit_code == 1
    assert "\n-- [] Wishes" in result.stdout
    assert "\n+- [ ] Wishes" in result.stdout
    assert (samples / FAULTY).read_bytes() == before
    assert run("check", samples / SOUND, "--diff").exit_code == 0


def test_fix_of_standard_input_prints_the_fixed_text(run: Run, samples: Path) -> None:
    data = (samples / FAULTY).read_bytes()
    result = run("check", "-", "--fix", stdin=data)
    run("check", samples / FAULTY, "--fix")
    assert result.stdout_bytes == (samples / FAULTY).read_bytes()
    assert "Checked 1 file" in result.stderr


def test_a_file_that_cannot_be_written_stops_no_other(run: Run, samples: Path) -> None:
    before = (samples / FAULTY).read_bytes()
    (samples / FAULTY).chmod(stat.S_IRUSR)
    result = run("check", samples, "--fix", "--format", "json")
    assert result.exit_code == 2
    assert "marked read-only" in result.stderr
    assert (samples / FAULTY).read_bytes() == before
    assert "encoding-damage" not in {d["rule"] for d in report(result)["diagnostics"]}


def test_fingerprints_survive_edits_elsewhere(run: Run, samples: Path) -> None:
    before = report(run("check", samples / FAULTY, "--format", "json"))["diagnostics"]
    text = (samples / FAULTY).read_text(encoding="utf-8")
    (samples / FAULTY).write_text(text.replace("## 1.", "<!-- a\nb\nc -->\n\n## 1.", 1), encoding="utf-8")
    after = report(run("check", samples / FAULTY, "--format", "json"))["diagnostics"]
    assert [d["fingerprint"] for d in before] == [d["fingerprint"] for d in after]
