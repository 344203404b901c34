"""Fields as people write them, and which of the template's they are."""

from __future__ import annotations

import pytest

from specui.specs.spec import Spec
from tests.specs.reading import spec_of


def head(*lines: str) -> Spec:
    sections = "## Current State\n\nSails.\n\n## Acceptance Criteria\n\nNone.\n\n## Known Gaps\n\nNone.\n"
    return spec_of("# Production Spec: Ferry\n\n" + "\n".join(lines) + "\n\n" + sections)


@pytest.mark.parametrize(
    "line, name, value",
    [
        ("**Status:** 🟢 Approved", "Spec status", "Approved"),
        ("**Owner:** Ada, Bo (CTO)", "Owner agent(s)", ("Ada", "Bo (CTO)")),
        ("**Owners**: Ada", "Owner agent(s)", ("Ada",)),
        ("**Updated:** 2026-03-02", "Last updated", "2026-03-02"),
        ("**Last Updated**: 2026-03-02", "Last updated", "2026-03-02"),
        ("**Tier:** Tier 1 (Revenue)", "Tier", "1"),
        ("**Tier:** Tier: 2", "Tier", "2"),
        ("**Tier:** Tiers 2", "Tier", None),
        ("**Tier:** **2**", "Tier", "2"),
        ("**Spec status:** **🟡 Draft**", "Spec status", "Draft"),
        ("**Spec status:** Status: Draft", "Spec status", "Draft"),
        ("**Review status:** Draft", "Review status", "Draft"),
        ("**Reviewed:** 2026-03-02", "Reviewed", "2026-03-02"),
    ],
)
def test_a_field_is_known_by_its_words(line: str, name: str, value: str | tuple[str, ...] | None) -> None:
    (field,) = head(line).fields
    assert (field.name, field.value) == (name, value)


def test_a_short_name_does_not_take_the_place_of_the_field_itself() -> None:
    fields = head(
        "**Status:** in review", "**Spec status:** 🟡 Draft", "**Owner:** Ada", "**Owners:** Bo"
    ).fields
    assert [f.name for f in fields] == ["Status", "Spec status", "Owner agent(s)", "Owners"]


@pytest.mark.parametrize("between", [" | ", "  ·  ", " — ", " ", ", "])
def test_fields_on_one_line_are_parted(between: str) -> None:
    spec = head(between.join(["**Status:** 🟡 Draft (v2)", "**Tier:** 2", "**Owner**: Ada, Bo"]))
    assert [(f.name, f.raw, f.value) for f in spec.fields] == [
        ("Spec status", "🟡 Draft (v2)", "Draft"),
        ("Tier", "2", "2"),
        ("Owner agent(s)", "Ada, Bo", ("Ada", "Bo")),
    ]
    for field in spec.fields:
        line = field.line
        assert spec.document.text[line.value_start : line.value_end] == field.raw
        assert line.start < line.key_start < line.key_end < line.value_start <= line.end


def test_bold_words_of_a_value_stay_in_it() -> None:
    (field,) = head("**Owner:** Ada **(lead):** until May, **Mail:** ada@ferry").fields
    assert field.raw == "Ada **(lead):** until May, **Mail:** ada@ferry"
