"""README and docs name commands, options and files that exist."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest

from specui.cli.catalogue import COMMANDS
from specui.cli.program import program
from specui.specs.families.reader import DOCUMENT_KEYS, FAMILY_KEYS, UNIT_KEYS
from specui.workspace.files.families import shipped_families
from tests.cli.conftest import Run
from tests.support.corpus import CHECKOUT

PAGES = sorted([*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md")])
_CALL = re.compile(r"(?:^|[`\n]|\$ )specui +([a-z]+)\b([^`\n]*)")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def _calls(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands that the code of a page calls, each with its options."""
    calls = []
    for code in _CODE.findall(page.read_text(encoding="utf-8")):
        for name, rest in _CALL.findall(code):
            calls.append((name, re.findall(r"(?<![\w-])--[a-z][a-z-]+", rest.partition("#")[0])))
    return calls


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_of_a_command_can_be_made(page: Path) -> None:
    context = click.Context(program)
    for name, options in _calls(page):
        if name == "path":  # a placeholder for a folder
            continue
        assert name in COMMANDS, f"{page.name}: specui {name}"
        command = program.get_command(context, name)
        assert command is not None
        groups = [command, *getattr(command, "commands", {}).values()]
        known = {option for one in groups for parameter in one.params for option in parameter.opts}
        assert {*options} - known - {"--help"} == set(), f"{page.name}: specui {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_every_command() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if not re.search(rf"[` ]{name}\b", text)] == []


# ------------------------------------------------------------------------------------ families

_CONSOLE = re.compile(r"```console\n\$ specui ([^\n]+)\n(.*?)```", re.DOTALL)
OWN = {
    "keps/NNNN-kep-template/README.md": "# KEP-NNNN: [Title]\n\n## Release Signoff Checklist\n\n## Design Details\n",
    "keps/sig-fleet/0042-night-ferry/README.md": """\
# KEP-0042: Night ferry

## Release Signoff Checklist

- [x] Reviewed

## Design Details

### Graduation Criteria

- One season without an accident

<<[UNRESOLVED ]>>
Who pays?
<<[/UNRESOLVED]>>
""",
    "keps/archive/0001-steam/README.md": "# KEP-0001: Steam\n\n## Release Signoff Checklist\n\n- [ ] Old\n",
    "docs/story-template.md": "# Story\n\n## Status\n\n## Acceptance Criteria\n\n## Tasks / Subtasks\n\n## QA Results\n",
    "docs/stories/1.2.sell.md": """\
# Story 1.2: Sell

## Status

Draft

## Acceptance Criteria

1. A ticket has a number

## Tasks / Subtasks

- [x] Sell (AC: 1)
""",
    "reviews/blank-review.md": "# Review: [Service]\n\n## Monitoring\n\n- [ ] [What is watched]\n",
    "reviews/booking.md": "---\nservice: Booking\n---\n\n# Review\n\n## Monitoring\n\n- [!] Latency\n- [x] Queue\n",
    "reviews/minutes/monday.md": "# Monday\n\nAda was there.\n",
}


def test_the_example_of_own_families_reads_what_it_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (CHECKOUT / "docs" / "specs-and-templates.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(\[families\.kep\].*?)```", page, re.DOTALL)
    for name, text in {**OWN, "specui.toml": example}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = {row["path"]: row for row in json.loads(run("list", "--format", "json").stdout)["specs"]}
    kep, story, review = "keps/sig-fleet/0042-night-ferry", "docs/stories/1.2.sell.md", "reviews/booking.md"
    assert {path: row["template"] for path, row in rows.items()} == {
        kep: "kep proposal",
        story: "bmad story",
        review: "review checklist",
    }
    assert (rows[kep]["title"], rows[kep]["open_questions"]) == ("0042-night-ferry", 1)
    # A box and a question count; the criteria have no boxes, and so no state.
    assert rows[kep]["readiness"] == {"done": 1, "total": 2}
    assert (rows[story]["status_raw"], rows[story]["readiness"]) == ("Draft", {"done": 1, "total": 1})
    assert (rows[review]["title"], rows[review]["tasks"]) == ("Booking", {"done": 1, "total": 2})
    files = json.loads(run("list", "--all", "--format", "json").stdout)["files"]
    assert [file["path"] for file in files if file["reason"] == "is a template"] == [
        "docs/story-template.md", "keps/NNNN-kep-template/README.md", "reviews/blank-review.md",
    ]  # fmt: skip
    assert json.loads(run("show", review).stdout)["tasks"][0]["state"] == "doing"
    assert "keps/archive" not in run("check", "--format", "json").stdout
    assert run("new", "Day ferry").stdout == "keps/sig-fleet/0043-day-ferry/README.md\n"
    assert run("new", "Fares", "--template", "review checklist").stdout == "reviews/fares.md\n"


def test_the_documentation_names_every_key_of_a_family() -> None:
    page = (CHECKOUT / "docs" / "specs-and-templates.md").read_text(encoding="utf-8")
    keys = {*FAMILY_KEYS, *DOCUMENT_KEYS, *(f"unit.{key}" for key in UNIT_KEYS)}
    assert {key for key in keys if f"| `{key}` |" not in page} == {"documents", "unit", "shipped"}
    assert [family.name for family in shipped_families() if f"| {family.name} |" not in page] == []


@pytest.mark.parametrize("name", ["command-line.md", "specs-and-templates.md"])
def test_examples_of_a_feature_print_what_specui_prints(
    run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(samples / "waterbus")
    text = (CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    shown = [
        (call, out)
        for call, out in _CONSOLE.findall(text)
        if "001-" in out or "002-" in out or "spec-kit" in out
    ]
    assert shown
    for call, out in shown:
        assert run(*shlex.split(call)).stdout == out, call
