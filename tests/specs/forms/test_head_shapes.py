"""The fields of a head are typed as such, in whichever shape they stand."""

from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.forms.field_values import missing_fields
from specui.specs.forms.sign_off import sign_off_form
from specui.specs.forms.values import editables
from tests.specs.reading import contents_of

TITLE = "# Production Spec: Ferry\n\n"
BODY = (
    "\n\n## 2. Current State\n\nSails.\n\n## Revision History\n\n| Date | Author | Change |\n|---|---|---|\n"
)
TODAY = "2026-05-06"

HEADS = [
    "**Last updated:** 2026-01-02 | **Spec status:** 🟡 Draft | **Tier:** 2",
    "- **Last updated:** 2026-01-02\n- Spec status: 🟡 Draft\n- Tier: 2",
    "Last updated: 2026-01-02\nSpec status: 🟡 Draft\nTier: 2",
    "> __Last updated__: 2026-01-02\\\n> **Spec status：** 🟡 Draft\\\n> **Tier:** 2",
    "| Last updated | 2026-01-02 |\n|---|---|\n| **Spec status** | 🟡 Draft |\n| Tier | 2 |",
    "| Last updated | Spec status | Tier |\n|---|---|---|\n| 2026-01-02 | 🟡 Draft | 2 |",
]


def texts() -> list[str]:
    front = '---\nlast_updated: 2026-01-02 # soon\nspec_status: "🟡 Draft"\ntier: 2\n---\n'
    return [*(f"{TITLE}{head}{BODY}" for head in HEADS), front + TITLE + BODY.lstrip()]


@pytest.mark.parametrize("text", texts())
def test_a_choice_and_a_date_are_typed_as_such(text: str) -> None:
    contents = contents_of(text)
    status, updated = contents.spec.field("Spec status"), contents.spec.field("Last updated")
    assert status is not None and updated is not None
    (choice,) = editables(contents, status, today=TODAY)
    assert (choice.kind, choice.value, choice.choices[1].word) == ("choice", "🟡 Draft", "Approved")
    assert choice.commit("🟢 Approved").apply(text) == text.replace("🟡 Draft", "🟢 Approved")
    (day,) = editables(contents, updated, today=TODAY)
    assert (day.kind, day.value) == ("date", "2026-01-02")
    assert day.commit(TODAY).apply(text) == text.replace("2026-01-02", TODAY)


@pytest.mark.parametrize("head", HEADS[4:])
def test_a_row_of_a_table_is_typed_as_the_fields_in_it(head: str) -> None:
    contents = contents_of(f"{TITLE}{head}{BODY}")
    rows = contents.spec.document.tables[0].rows
    kinds = [[cell.kind for cell in editables(contents, row, today=TODAY)] for row in rows]
    assert kinds in ([["text", "choice"], ["text", "choice"]], [["date", "choice", "choice"]])


@pytest.mark.parametrize("text", texts())
def test_signing_off_sets_the_day_where_it_stands(text: str) -> None:
    new = (
        sign_off_form(contents_of(text), None, today=TODAY, by="Bo").commit([TODAY, "Bo", "Seen"]).apply(text)
    )
    assert new == text.replace("2026-01-02", TODAY) + f"| {TODAY} | Bo | Seen |\n"


@pytest.mark.parametrize(
    "head, line",
    [
        (HEADS[0], "**Owner agent(s):** Ada"),
        (HEADS[1], "- Owner agent(s): Ada"),
        (HEADS[2], "Owner agent(s): Ada"),
        (HEADS[3], "> **Owner agent(s)：** Ada\\"),
        (HEADS[4], "| **Owner agent(s)** | Ada |"),
    ],
)
def test_a_missing_field_is_added_as_its_neighbours_are_written(head: str, line: str) -> None:
    text = f"{TITLE}{head}{BODY}"
    form = missing_fields(contents_of(text), TODAY)
    assert form is not None
    new = form.commit(["Ada"]).apply(text)
    assert [row for row in new.split("\n") if row not in text.split("\n")] == [line]
    after = Contents(contents_of(new).spec)
    assert [f.raw for f in after.spec.fields if f.name == "Owner agent(s)"] == ["Ada"]
