"""Whatever is typed anywhere: it is refused, or read again as it was typed, and every other line stays."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.forms import addition, editables
from specui.specs.spec import read_as
from tests.specs.edits.strategies import spec_texts, table_texts
from tests.specs.forms.using import TODAY, edited, lines_of, targets, use_all
from tests.specs.reading import production

_TYPED = st.one_of(
    st.text("ab |`\\*_[]#->.:1~🔴\t\n", max_size=14),
    st.text(max_size=10),
    st.sampled_from(
        [
            "plain words",
            "a | b",
            "**If X:** y",
            "- x",
            "1. y",
            "# z",
            "two\nlines",
            "a\n\nb",
            "",
            "2026-01-01",
            "Low",
            "`a|b`",
        ]
    ),
)


@st.composite
def _specs(draw: st.DrawFn) -> Contents:
    text = draw(spec_texts())
    if draw(st.booleans()):
        text += "\n\n## 4. Known Gaps\n\n" + draw(table_texts())
    if draw(st.booleans()):
        text += "\n\n## 1. Feature Overview\n\nSome text\n  that goes on.\n\n## 7. Degraded Mode\n\n- **If X:** a\n- **Data loss risk:** b\n"
    template = production() if draw(st.integers(0, 3)) else None
    return Contents(read_as(scan(text), template))


@given(_specs(), st.data())
def test_what_is_typed_is_what_is_read(contents: Contents, data: st.DataObject) -> None:
    there = targets(contents)
    number = data.draw(st.integers(0, len(there) - 1))
    found = editables(contents, there[number], today=TODAY)
    if not found:
        return
    area = data.draw(st.integers(0, len(found) - 1))
    typed = data.draw(_TYPED)
    if found[area].check(typed) or typed.strip() == found[area].value:
        return
    assert edited(contents, number, there[number], area, typed) in {"", "refused"}


@given(_specs(), st.data())
def test_what_is_added_leaves_every_line(contents: Contents, data: st.DataObject) -> None:
    there = targets(contents)
    form = addition(contents, data.draw(st.sampled_from(there)), today=TODAY)
    if form is None:
        return
    typed = [data.draw(_TYPED) for _ in form.fields]
    try:
        change = form.commit(typed)
    except EditRefused:
        return
    text = contents.spec.document.text
    new = change.apply(text)
    assert change.invert(text).apply(new) == text
    assert len(lines_of(new)) >= len(lines_of(text))


@settings(max_examples=20)
@given(_specs())
def test_every_editor_changes_only_what_was_meant(contents: Contents) -> None:
    assert use_all(contents).wrong == []
