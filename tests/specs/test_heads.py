"""What holds of every head, in whichever shape its fields are written."""

from __future__ import annotations

from hypothesis import given, note, strategies as st

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.edits.fields import change_field
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.fields import FieldValue
from specui.specs.head import key_of
from specui.specs.spec import Spec, read_as
from specui.specs.template import read_template
from tests.specs.heads import Head, heads

TEMPLATE = read_template(
    scan(
        "# Spec: [NAME]\n\n**Status:** Draft\n**Owner:** [name]\n**Tier:** [tier]\n\n"
        "## Acceptance Criteria\n\n- [ ] [What must be true]\n\n## Known Gaps\n"
    ),
    "mini",
)
VALUES = st.one_of(
    st.sampled_from(["Approved", "a: b", "it's", '"x"', "a # b", "a | b", "**b**", "x **Owner:** y", "- a", "\\", "a\\", "[x]", "#", "yes"]),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12),
)  # fmt: skip


def said(spec: Spec) -> list[tuple[str, str]]:
    return [(key_of(field.name), field.raw) for field in spec.fields]


def meant(head: Head) -> list[tuple[str, str]]:
    return [(key_of(name), value) for name, value in head.fields]


@given(heads(), st.sampled_from([None, TEMPLATE]))
def test_each_field_is_read(head: Head, template: object) -> None:
    note(head.text)
    assert said(read_as(scan(head.text), template)) == meant(head)  # type: ignore[arg-type]


@given(heads(), st.sampled_from([None, TEMPLATE]), st.data())
def test_a_value_that_is_set_is_read_and_nothing_else_changes(
    head: Head, template: object, data: st.DataObject
) -> None:
    note(head.text)
    spec = read_as(scan(head.text), template)  # type: ignore[arg-type]
    at = data.draw(st.integers(0, len(spec.fields) - 1))
    value = data.draw(VALUES)
    found = spec.fields[at]
    change = changed(spec, found, value)
    if change is None:
        return
    new = change.apply(head.text)
    note(new)
    expected = meant(head)
    expected[at] = (expected[at][0], one_line(value))
    assert said(read_as(scan(new), template)) == expected  # type: ignore[arg-type]
    start, end = found.line.value_start, found.line.value_end
    assert all(start <= edit.start and edit.end <= end for edit in change.edits)


@given(heads(), st.sampled_from([None, TEMPLATE]), st.data())
def test_usual_values_are_never_refused(head: Head, template: object, data: st.DataObject) -> None:
    spec = read_as(scan(head.text), template)  # type: ignore[arg-type]
    found = data.draw(st.sampled_from(spec.fields))
    value = data.draw(
        st.sampled_from(["Approved", "Bo, Ada (CTO)", "2026-05-06", "🟡 In review (v2)", "it's 3 · 4"])
    )
    assert changed(spec, found, value) is not None


def changed(spec: Spec, found: FieldValue, value: str) -> Transaction | None:
    try:
        return change_field(spec, found, value)
    except EditRefused:
        return None


PIECES = st.sampled_from([
    "Status", "Owner", "Tier", ":", "：", " ", "  ", "\t", "**", "__", "_", "*", "|", "\\|", "\\", "\n", "\r\n", "\n\n", "> ", "- ", "1. ",
    "---\n", "|---|---|\n", "`", "(", "]", "[", "<br>", "&nbsp;", "·", "—", "'", '"', "#", "# T\n", "## S\n", "[ ] ", "x", "a: b", "```\n", "👤", "\u2028",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([None, TEMPLATE]))
def test_any_text_is_read_and_what_is_set_in_it_is_read_back(text: str, template: object) -> None:
    spec = read_as(scan(text), template)  # type: ignore[arg-type]
    read_template(scan(text), "t")
    for at, found in enumerate(spec.fields):
        line = found.line
        assert line.key_start < line.key_end and 0 <= line.value_start <= line.value_end <= len(text)
        change = changed(spec, found, "Zed")
        if change is not None:
            after = read_as(scan(change.apply(text)), template).fields  # type: ignore[arg-type]
            assert [f.raw for f in after] == [
                *(f.raw for f in spec.fields[:at]),
                "Zed",
                *(f.raw for f in spec.fields[at + 1 :]),
            ]
