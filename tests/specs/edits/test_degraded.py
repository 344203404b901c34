"""What happens without a dependency is one bullet more, before the one on data loss."""

from __future__ import annotations

import pytest

from specui.specs.edits import degraded
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, changed_lines, with_head
from tests.specs.reading import contents_of

TITLE = "## 7. Degraded Mode\n\n"


@pytest.mark.parametrize(
    "body, expected, behind",
    [
        ("- **If A is down:** x\n- **Data loss risk:** None\n", "- **If Mail is down:** queue\n", "- **Data"),
        ("* **If A is down**: x\n* **Data loss risk**: None\n", "* **If Mail is down**: queue\n", "* **Data"),
        ("- **If A is down:** x\n", "- **If Mail is down:** queue\n", ""),
        ("- **Data loss risk:** None\n", "- **If Mail is down:** queue\n", "- **Data"),
    ],
)
def test_a_bullet_is_added(body: str, expected: str, behind: str) -> None:
    text, spec = with_head(TITLE + body)
    new = after(text, degraded.add_degraded_mode(spec, "Mail", "queue"))
    assert changed_lines(text, new) == ([], [expected])
    assert new.index(expected) + len(expected) == (new.index(behind) if behind else len(new))
    assert contents_of(new).degraded_modes[-1].condition == "Mail is down"


def test_an_empty_section_gets_its_list() -> None:
    text, spec = with_head(TITLE + "_Guidance._\n")
    new = after(text, degraded.add_degraded_mode(spec, "Mail", ""))
    assert new == text + "\n- **If Mail is down:**\n"


def test_what_cannot_be_is_refused() -> None:
    _, spec = with_head("## 8. Open Questions\n")
    with pytest.raises(EditRefused, match="add the section first"):
        degraded.add_degraded_mode(spec, "Mail", "")
    _, spec = with_head(TITLE)
    with pytest.raises(EditRefused, match="needs the name"):
        degraded.add_degraded_mode(spec, " ", "")
