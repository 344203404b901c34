"""README and docs name commands, options and files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from specui.cli.catalogue import COMMANDS
from specui.cli.program import program
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
