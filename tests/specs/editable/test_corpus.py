"""Every editor used once on everything that stands in a file: only the lines that were meant may change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.specs.editable.using import use_all
from tests.specs.reading import contents_of
from tests.support.corpus import CHECKOUT, shared_corpus

SAMPLES = sorted((CHECKOUT / "sample_specs").glob("**/*.md"))
THEIRS = list(shared_corpus())


@pytest.mark.parametrize("path", [*SAMPLES, *THEIRS], ids=lambda path: path.name)
def test_each_editor_changes_only_what_was_meant(path: Path) -> None:
    used = use_all(contents_of(path.read_bytes().decode("utf-8", "surrogateescape")), path.name)
    print(
        f"{path.name}: {used.edits} edits over {used.targets} targets, {used.refused} refused, {len(used.wrong)} wrong"
    )
    assert used.wrong == []
    assert used.refused * 50 <= used.edits


def test_each_kind_of_editor_was_used() -> None:
    kinds = Counter[str]()
    for path in SAMPLES[::3]:
        kinds += use_all(contents_of(path.read_text(encoding="utf-8")), path.name).by_kind
    wanted = {"edit:text", "edit:choice", "edit:date", "edit:owners", "edit:path", "add", "to-group"}
    assert (
        wanted | {"delete", "move_up", "move_down", "indent", "outdent", "promote", "demote"} <= kinds.keys()
    )
