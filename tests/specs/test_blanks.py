"""Blank sections: the template's text word by word, and what does not count there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.blanks import blank_fields, blank_places, is_blank_text
from specui.specs.contents import Contents
from specui.specs.readiness import blockers, readiness
from specui.specs.spec import read_spec
from specui.specs.template import read_template

TEMPLATE = """# Pier: [NAME]

**Owner:** [who]
**Tier:** 1 | 2

## Overview

_What is it?_

---

## Acceptance Criteria

- [ ] [What must be true]
- [ ] [What else]

## Sign-off

- [ ] The harbour master agrees
"""
FILLED = TEMPLATE.replace("[NAME]", "North")


def contents(text: str) -> Contents:
    template = read_template(scan(TEMPLATE), "pier")
    assert template is not None
    return Contents(read_spec(scan(text), (template,)))


def test_a_copy_of_the_template_is_all_blank_but_for_its_fixed_text() -> None:
    found = contents(FILLED)
    assert [section.name for section in found.blanks.sections] == ["Overview", "Acceptance Criteria"]
    assert str(found.blanks) == "0/2"
    assert [field.name for field in blank_fields(found.spec)] == ["Owner", "Tier"]
    assert [task.text for task in found.criteria] == []
    places = [place.of(FILLED) for place in blank_places(found.spec, found.blanks)]
    assert places == ["_What is it?_", "[What must be true]", "[What else]"]
    overview, criteria = found.blanks.sections
    assert is_blank_text(overview, found.blanks)
    assert not is_blank_text(criteria, found.blanks)


def test_blank_sections_block_approval_and_their_items_do_not() -> None:
    found = contents(FILLED)
    assert (readiness(found).done, readiness(found).total) == (0, 2)
    assert [(one.kind, one.text) for one in blockers(found)] == [
        ("blank section", "Overview"),
        ("blank section", "Acceptance Criteria"),
    ]


def test_one_word_of_ones_own_makes_the_rest_items() -> None:
    found = contents(FILLED.replace("[What else]", "Boats land"))
    assert str(found.blanks) == "1/2"
    assert [task.text for task in found.criteria] == ["[What must be true]", "Boats land"]


def test_blanks_and_spacing_do_not_matter() -> None:
    loose = FILLED.replace("- [ ] [What else]", "\n-   [ ]  [What else]  \n").replace("\n", "\r\n")
    assert str(contents(loose).blanks) == "0/2"


@given(st.text(st.sampled_from("ab[] _\n#-"), max_size=30), st.integers(0, len(FILLED)))
def test_whatever_is_typed_into_a_copy_no_item_stands_in_a_blank_section(typed: str, at: int) -> None:
    found = contents(FILLED[:at] + typed + FILLED[at:])
    lines = {line for one in found.blanks.sections for line in range(one.line, one.end_line + 1)}
    assert not lines & {one.line for one in found.all_tasks} | {one.line for one in found.questions}
    assert 0 <= found.blanks.filled <= found.blanks.fillable


def test_an_optional_section_that_was_left_as_it_is_counts_as_blank() -> None:
    optional = TEMPLATE.replace("## Sign-off", "## Notes (Optional)\n\n[What else to know]\n\n## Sign-off")
    template = read_template(scan(optional), "pier")
    assert template is not None
    for text, told in ((optional, "0/3"), (TEMPLATE, "0/2")):
        found = Contents(read_spec(scan(text.replace("[NAME]", "North")), (template,)))
        assert str(found.blanks) == told


def test_an_emptied_section_is_still_to_be_filled_in() -> None:
    assert str(contents(FILLED.replace("_What is it?_\n", "")).blanks) == "0/2"
    alone = FILLED.replace("_What is it?_\n", "").replace("[What must be true]", "Lit")
    assert str(contents(alone).blanks) == "0/0"  # no draft any more: the rule about empty sections says it


def test_a_copy_that_a_program_fills_in_is_no_draft() -> None:
    template = read_template(scan(TEMPLATE), "pier")
    assert template is not None
    spec = read_spec(scan(FILLED), (replace(template, is_drafted=False),))
    assert not Contents(spec).blanks.sections


def test_owners_that_no_template_knows_are_several() -> None:
    found = contents("# A\n\n**Owners:** Ada (boats), Bo\n\n## Tasks\n\n- [ ] One\n")
    assert found.owners == ("Ada (boats)", "Bo")
