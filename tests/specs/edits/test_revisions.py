"""A sign-off is one more row and the day of the last update, in one step."""

from __future__ import annotations

import pytest

from specui.specs.edits import revisions
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import HEAD, after, changed_lines, with_head
from tests.specs.reading import contents_of, job, spec_of

TABLE = "## Revision History\n\n| Date | Author | Change |\n|------|--------|--------|\n"
NEW = {"on": "2026-03-04", "by": "Ada", "change": "3 criteria ticked"}
ROW = "| 2026-03-04 | Ada | 3 criteria ticked |\n"


@pytest.mark.parametrize(
    "rows, at",
    [
        ("", 0),
        ("| 2026-01-02 | Bo | Initial |\n", 1),
        ("| 2026-01-02 | Bo | Initial |\n| 2026-02-02 | Bo | More |\n", 2),
        ("| 2026-02-02 | Bo | More |\n| 2026-01-02 | Bo | Initial |\n", 0),
    ],
)
def test_a_row_stands_where_the_newest_stand(rows: str, at: int) -> None:
    text, spec = with_head(TABLE + rows)
    new = after(text, revisions.sign_off(spec, **NEW))
    before = rows.splitlines(keepends=True)
    assert new.endswith("".join([TABLE, *before[:at], ROW, *before[at:]]))
    assert "**Last updated:** 2026-03-04\n" in new
    assert len(changed_lines(text, new)[1]) == 2
    assert contents_of(new).revisions[at].change == "3 criteria ticked"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("rule", ["---\n\n", ""])
def test_a_missing_history_is_made(rule: str, newline: str) -> None:
    body = f"## 1. Feature Overview\n\nText.\n\n{rule}## 8. Open Questions\n\n1. A?\n".replace("\n", newline)
    text = HEAD.replace("\n", newline) + body
    new = after(text, revisions.add_revision(spec_of(text), **NEW))
    assert new == text + f"\n{rule}{TABLE}{ROW}".replace("\n", newline)


def test_other_columns_are_filled_as_far_as_they_go() -> None:
    text, spec = with_head(
        "## Changelog\n\n| Version | Date | Description |\n|---|---|---|\n| 1 | 2026-01-01 | x |\n"
    )
    new = after(text, revisions.add_revision(spec, **NEW))
    assert new.endswith("| | 2026-03-04 | 3 criteria ticked (Ada) |\n")


def test_a_spec_signed_off_today_gets_only_the_row() -> None:
    text, spec = with_head(TABLE)
    change = revisions.sign_off(spec, on="2026-01-02", by="Ada", change="x")
    assert changed_lines(text, after(text, change))[1] == ["| 2026-01-02 | Ada | x |\n"]


def test_what_cannot_be_is_refused() -> None:
    _, spec = with_head(TABLE)
    with pytest.raises(EditRefused, match="isn't a date"):
        revisions.sign_off(spec, on="today", by="Ada", change="x")
    with pytest.raises(EditRefused, match="needs an author"):
        revisions.sign_off(spec, on="2026-01-02", by="", change="x")
    _, spec = with_head("## Revision History\n\n- 2026-01-01: x\n")
    with pytest.raises(EditRefused, match="holds a list"):
        revisions.sign_off(spec, **NEW)
    spec = spec_of("## Job Spec: X\n\n**Date:** 2026-01-01\n**State:** 🟡 Draft\n\n### 1. Intent\n", job())
    with pytest.raises(EditRefused, match="Neither the file nor its template"):
        revisions.sign_off(spec, **NEW)
