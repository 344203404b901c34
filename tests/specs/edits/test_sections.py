"""What the template has and the file lacks is added in its place and in the file's ways."""

from __future__ import annotations

import pytest

from specui.markdown.edits import Transaction
from specui.specs.edits import sections
from specui.specs.edits.places import EditRefused
from specui.specs.spec import Spec
from specui.specs.template import GroupSchema, SectionSchema
from tests.specs.edits.changing import HEAD, after
from tests.specs.reading import production, spec_of

RULED = HEAD + "---\n\n## 1. Feature Overview\n\nText.\n\n---\n\n## 8. Open Questions\n\n1. A?\n"
PLAIN = "# Production Spec: X\n\n### Feature Overview\n\nText.\n\n### Open Questions\n\n1. A?"


def _schema(name: str) -> SectionSchema:
    found = production().section(name)
    assert found is not None
    return found


def _names(spec: Spec) -> list[str]:
    return [section.name for section in spec.sections]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_section_is_parted_by_rules_where_the_file_has_them(newline: str) -> None:
    text = RULED.replace("\n", newline)
    new = after(text, sections.insert_section(spec_of(text), _schema("Degraded Mode")))
    before, behind = (part.replace("\n", newline) for part in ("Text.\n\n---\n\n", "\n\n---\n\n## 8. Open"))
    inserted = new[new.index(before) + len(before) : new.index(behind)]
    assert inserted.startswith("## 7. Degraded Mode" + newline)
    assert inserted.endswith("description]")
    assert new.replace(inserted + ("\n\n---\n\n").replace("\n", newline), "") == text
    assert _names(spec_of(new)) == ["Feature Overview", "Degraded Mode", "Open Questions"]


def test_a_section_stands_at_the_files_level_without_a_number() -> None:
    new = after(PLAIN, sections.insert_section(spec_of(PLAIN), _schema("Current State")))
    assert "Text.\n\n### Current State\n\n_What is" in new
    assert "\n#### Shipped ✅\n" in new
    assert "\n\n### Open Questions\n\n1. A?" in new and "---" not in new


def test_the_last_section_stands_at_the_end() -> None:
    new = after(PLAIN, sections.insert_section(spec_of(PLAIN), _schema("Revision History")))
    assert new.startswith(PLAIN + "\n\n### Revision History\n\n| Date ")
    assert not new.endswith("\n")
    new = after(RULED, sections.insert_section(spec_of(RULED), _schema("Revision History")))
    assert new.startswith(RULED + "\n---\n\n## Revision History\n\n| Date ")
    assert new.endswith("|\n")
    text = RULED + "\n---\n\n"
    new = after(text, sections.insert_section(spec_of(text), _schema("Revision History")))
    assert "1. A?\n\n---\n\n## Revision History\n" in new


def test_a_comment_over_a_heading_stays_over_it() -> None:
    comment = "<!-- specui: allow empty-section: later -->\n"
    text = RULED.replace("## 8.", comment + "## 8.")
    new = after(text, sections.insert_section(spec_of(text), _schema("Dependencies")))
    assert f"{comment}## 8. Open" in new
    assert new.index("## 6.") < new.index(comment)


CRITERIA = "## 3. Acceptance Criteria\n\n### Functional\n- [ ] a\n\n### Performance\n- [ ] b\n\n---\n\n## 8. Open Questions\n"


def _group(name: str) -> GroupSchema:
    found = _schema("Acceptance Criteria").group(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name, before, behind",
    [
        ("Functional", "Criteria\n\n", "### Performance"),
        ("Compliance / Security", "- [ ] a\n\n", "### Performance"),
        ("Performance", "- [ ] a\n\n", "---\n\n## 8."),
    ],
)
def test_a_subsection_is_added_in_its_place(name: str, before: str, behind: str) -> None:
    text = HEAD + CRITERIA
    if name in text:
        start = text.index(f"### {name}")
        text = text[:start] + text[text.index("\n\n", start) + 2 :]
    spec = spec_of(text)
    new = after(text, sections.insert_group(spec, spec.sections[0], _group(name)))
    source = _group(name).source
    assert f"{before}{source}\n\n{behind}" in new
    assert new.replace(source + "\n\n", "") == text


def test_what_is_there_is_not_added() -> None:
    spec = spec_of(HEAD + CRITERIA)
    with pytest.raises(EditRefused, match="“Open Questions” already exists"):
        sections.insert_section(spec, _schema("Open Questions"))
    with pytest.raises(EditRefused, match="already has a subsection “Functional”"):
        sections.insert_group(spec, spec.sections[0], _group("Functional"))
    with pytest.raises(EditRefused, match="template has no subsection"):
        sections.insert_group(spec, spec.sections[1], _group("Functional"))


def test_headings_are_shifted_and_code_is_not() -> None:
    assert (
        sections.shifted("## A\n\n```\n# no\n```\n\n### B #\n", 1) == "### A\n\n```\n# no\n```\n\n#### B #\n"
    )
    assert sections.shifted("###### A", 2) == "###### A"


def test_what_comes_behind_a_rule_at_the_end_is_parted_by_one_of_its_own() -> None:
    text = "# Production Spec: X\n\n**Tier:** 1\n\n---\n\n## 1. Feature Overview\n\nA.\n\n---\n\n## 2. Current State\n\nB.\n\n---\n"
    spec = spec_of(text)
    questions, history = production().sections[-2:]
    first, second = (
        sections.section_edits(spec, questions)[0],
        sections.section_edits(spec, history, behind=True)[0],
    )
    new = Transaction.of(text, [*first, *second], "both").apply(text)
    assert "---\n\n## 8. Open Questions\n" in new
    assert "2. [Question]\n\n---\n\n## Revision History\n" in new
