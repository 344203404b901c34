"""Fields as people write them, and which of the template's they are."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.spec import Spec, read_as
from specui.specs.template import read_template
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
        ("**Tier:** 1 | 2 | 3 | 4", "Tier", None),
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
    (field,) = head("**Owner:** Ada **(lead):** until May (see **Mail:** below), or `| **Tier:** 2`").fields
    assert field.raw == "Ada **(lead):** until May (see **Mail:** below), or `| **Tier:** 2`"


def test_a_name_that_the_template_lacks_parts_a_line_too() -> None:
    assert said("**Owner:** Ada (lead), **Mail:** ada@ferry — **Room**: 4 **Floor:** 2") == [
        ("Owner agent(s)", "Ada (lead)"),
        ("Mail", "ada@ferry"),
        ("Room", "4"),
        ("Floor", "2"),
    ]


def said(*lines: str) -> list[tuple[str, str]]:
    return [(field.name, field.raw) for field in head(*lines).fields]


def loose(*lines: str) -> list[tuple[str, str]]:
    text = "# Ferry\n\n" + "\n".join(lines) + "\n\n## Current State\n\nSails.\n"
    return [(field.name, field.raw) for field in read_as(scan(text), None).fields]


@pytest.mark.parametrize(
    "lines",
    [
        ("- **Status:** Draft", "- **Owner:** Ada"),
        ("* Status: Draft", "* Owner: Ada", "* [the log](log.md), which is long"),
        ("Status: Draft", "Owner: Ada"),
        ("Status: Draft", "", "Owner: Ada"),
        ("__Status:__ Draft\\", "_Owner_: Ada\\"),
        ("> **Status:** Draft", "> **Owner:** Ada"),
        ("> [!NOTE]", "> - Status: Draft", "> - Owner: Ada"),
        ("**Status**：Draft", "**Owner：** Ada"),
        ("📅 **Status:** Draft • 👤 **Owner:** Ada",),
        ("Status: Draft | Owner: Ada",),
        ("| **Status:** Draft | **Owner:** Ada |",),
        ("| Status | Draft |", "|---|---|", "| **Owner**: | Ada |"),
        ("| Status | Owner | Tier |", "|---|---|---|", "| Draft | Ada | 2 |"),
        ("**Status:** Draft<br>", "**Owner:** Ada"),
    ],
)
def test_shapes_without_a_template(lines: tuple[str, ...]) -> None:
    assert [field for field in loose(*lines) if field[0] != "Tier"] == [("Status", "Draft"), ("Owner", "Ada")]


def test_a_lone_status_is_a_field_without_a_template() -> None:
    assert loose("Status: review") == [("Status", "review")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Owner: Ada",),
        ("This is about", "Status: and so on", "Owner: too"),
        ("Note: this is a sentence that goes on for a while, as prose does.", "Remark: here is another one."),
        ("see https://a.example/b: it is there", "at 10:30 we met"),
        ("- Buy milk: two bottles of it, and some more things for the party.", "- Go home", "- Sleep"),
        ("`**Status:** Draft | **Owner:** Ada`",),
        ("```", "Status: Draft", "Owner: Ada", "```"),
        ("> ```", "> **Status:** Draft", "> ```"),
        ("<!-- Status: Draft -->",),
        ("- [ ] Status: check it", "- [ ] Owner: ask"),
    ],
)
def test_what_is_no_field_for_sure_is_none_without_a_template(lines: tuple[str, ...]) -> None:
    assert loose(*lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("We wait.", "Tier: is what we call it"),
        ("Tier: we have four of them, and a spec is in one;", "which one is for the board to say."),
        ("Status: we have not decided yet, and nobody knows when we will.",),
    ],
)
def test_prose_that_begins_with_a_known_name_is_none(lines: tuple[str, ...]) -> None:
    assert said(*lines) == []


def test_known_names_are_read_wherever_they_stand_in_a_list() -> None:
    assert said("Prose.", "", "- a remark", "- Tier: 2", "- more") == [("Tier", "2")]
    assert said("Tier: 2") == [("Tier", "2")]


FRONT = """---
# Kept by the office.
status: draft # soon
owner: 'Ada''s'
quoted: "a \\"b\\" # c"
names: [Ada, "Bo, Cy"]
more:
  - Ada
  - "Bo"
empty:
note: |
  Status: no
nested:
  tier: 2
run: a
  b
odd: *anchor
colon: a: b
---
"""


def test_front_matter_is_read_as_far_as_it_is_plain() -> None:
    spec = read_as(scan(FRONT + "# Ferry\n\n## Current State\n"), None)
    assert [(f.name, f.raw) for f in spec.fields] == [
        ("status", "draft"),
        ("owner", "Ada's"),
        ("quoted", 'a "b" # c'),
        ("names", "Ada, Bo, Cy"),
        ("more", "Ada, Bo"),
        ("empty", ""),
    ]


def test_what_the_body_says_is_not_read_from_front_matter_again() -> None:
    spec = spec_of("---\nstatus: x\ntier: 1\n---\n" + head("**Spec status:** 🟡 Draft").document.text)
    assert [(f.name, f.raw) for f in spec.fields] == [("Tier", "1"), ("Spec status", "🟡 Draft")]
    bare = read_as(
        scan("---\nspec_status: x\nroom: 4\n---\n# Ferry\n\n- Spec status: Draft\n- Tier: 2\n"), None
    )
    assert [(f.name, f.raw) for f in bare.fields] == [("room", "4"), ("Spec status", "Draft"), ("Tier", "2")]


def test_a_file_of_several_top_headings_has_its_fields_below_the_first() -> None:
    spec = read_as(scan("# Ferry\n\nStatus: Draft\nOwner: Ada\n\n# Context\n\nTier: 2\nRoom: 3\n"), None)
    assert [f.name for f in spec.fields] == ["Status", "Owner"]


def test_a_default_is_a_value_and_an_instruction_is_none() -> None:
    template = read_template(
        scan("# T: [NAME]\n\n**Phase**: Draft\n**Lead**: _Who answers for it?_\n**Room**: [room]\n\n## A\n"),
        "t",
    )
    text = "# T: x\n\n**Phase**: Draft\n**Lead**: _Who answers for it?_\n**Room**: [room]\n\n## A\n"
    assert [f.value for f in read_as(scan(text), template).fields] == ["Draft", None, None]
