"""Every editor used once on everything that stands in a file: only the lines that were meant may change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from specui.specs.forms import editables
from tests.specs.forms.using import TODAY, use_all
from tests.specs.reading import contents_of
from tests.support.corpus import CHECKOUT, shared_corpus

SAMPLES = sorted((CHECKOUT / "sample_specs").glob("**/*.md"))
CREW = next(path for path in SAMPLES if path.name == "crew-rostering.md")
THEIRS = list(shared_corpus())


@pytest.mark.parametrize("path", [*SAMPLES, *THEIRS], ids=lambda path: path.name)
def test_each_editor_changes_only_what_was_meant(path: Path) -> None:
    used = use_all(contents_of(path.read_bytes().decode("utf-8", "surrogateescape")), path.name)
    print(
        f"{path.name}: {used.edits} edits over {used.targets} targets, {used.refused} refused, {len(used.wrong)} wrong"
    )
    assert used.wrong == []
    assert used.refused * 50 <= used.edits


WAYS: Mapping[str, Callable[[str], str]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr, no end": lambda text: text.rstrip("\n").replace("\n", "\r"),
    "loose": lambda text: re.sub(r"(?m)^((?:- |\d+\. ).*)\n(?=- |\d+\. )", r"\1\n\n", text),
    "tabs": lambda text: re.sub(r"(?m)^ +- ", "\t- ", text).replace("\n- ", "\n-\t"),
    "one level deeper": lambda text: re.sub(r"(?m)^#", "##", text),
    "other markers": lambda text: re.sub(r"(?m)^- ", "* ", re.sub(r"(?m)^(\d+)\. ", r"\1) ", text)),
    "no template": lambda text: re.sub(r"(?m)^(#+) .*$", r"\1 Something else", text),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_a_file_is_written(way: str) -> None:
    used = use_all(contents_of(WAYS[way](CREW.read_text(encoding="utf-8"))), way)
    assert used.wrong == []
    assert used.edits > 200


@pytest.mark.parametrize("width", [0, 26])
def test_a_table_stays_padded_or_compact(width: int) -> None:
    def row(*cells: str) -> str:
        return "|" + "|".join(f" {cell}".ljust(width) + " " * (width == 0) for cell in cells) + "|\n"

    text = (
        "# Production Spec: X\n\n## 4. Known Gaps / Tech Debt\n\n"
        + row("Gap", "Severity", "Notes")
        + row("---", "---", "---")
    )
    text += row("a", "🟢 Medium", "x") + row("b c", "High", "") + row("d", "🔴 Critical", "y \\| z")
    contents = contents_of(text)
    assert use_all(contents).wrong == []
    cell = editables(contents, contents.gaps[1], today=TODAY)[0]
    assert cell.commit("b d").apply(text) == text.replace("b c", "b d")
    longer = cell.commit("b c d").apply(text)
    assert len(longer) == len(text) + (0 if width else 2)


def test_each_kind_of_editor_was_used() -> None:
    kinds = use_all(contents_of(CREW.read_text(encoding="utf-8"))).by_kind
    wanted = {"edit:text", "edit:choice", "edit:date", "edit:owners", "edit:path", "add", "to-group"}
    assert (
        wanted | {"delete", "move_up", "move_down", "indent", "outdent", "promote", "demote"} <= kinds.keys()
    )
