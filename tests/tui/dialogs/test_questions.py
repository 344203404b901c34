"""The questions that specui asks: what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from specui.rules.diagnostic import Diagnostic, Severity
from specui.tui.dialogs.questions import manual, recovered_form
from specui.tui.rendering.paragraphs import Para
from specui.workspace.state.recovery import EDIT, SIGN_OFF, FormTyped, UnsavedEdit

PIER = Path("/specs/pier.md")


def unsaved(
    how: str, labels: tuple[str, ...], before: tuple[str, ...], values: tuple[str, ...]
) -> UnsavedEdit:
    form = FormTyped(how, "", 0, "- [ ] Boats land", 0, labels, before, values)
    return UnsavedEdit(PIER, "", "", "", 0.0, PIER, form=form)


def lines(body: Sequence[Para]) -> list[str]:
    return ["".join(cell.text for cell in para.lead) + para.text for para in body]


def test_an_edit_in_place_is_shown_below_what_it_replaces() -> None:
    asked = recovered_form(
        unsaved(EDIT, ("Criterion",), ("Boats land",), ("Boats sink",)), "pier.md", there=True
    )
    first, _, *typed = lines(asked._body)
    assert "this edit was saved" in first
    assert typed == ["Before  Boats land", "Typed   Boats sink"]


def test_a_form_is_shown_with_its_item_and_its_labels() -> None:
    asked = recovered_form(unsaved(SIGN_OFF, ("By", "Why"), ("", ""), ("Ada", "")), "pier.md", there=True)
    first, _, *typed = lines(asked._body)
    assert "this form was saved" in first
    assert typed == ["Item  - [ ] Boats land", "By    Ada", "Why   (empty)"]


def test_the_page_of_a_rule_draws_code() -> None:
    page = manual(Diagnostic("missing-subsection", "SP103", Severity.WARNING, "", 0, 0, "", ""))
    assert not any("`" in line for line in lines(page._body))
    assert any(para.spans for para in page._body)
