"""The verbs on what a spec is made of, over whole specs: what was meant is read back, and nothing else moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from hypothesis import given, strategies as st

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits import (
    degraded,
    fields,
    group_moves as placing,
    questions,
    records,
    revisions,
    sections,
    state,
)
from specui.specs.edits.places import EditRefused
from specui.specs.edits.summary import summary_of_changes
from tests.markdown.strategies import documents
from tests.specs.edits.changing import after, changed_lines
from tests.specs.reading import contents_of, production, row_of
from tests.support.generate import production_spec

SPECS = st.integers(0, 200).map(production_spec)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


@given(SPECS, st.data())
def test_a_question_is_decided(text: str, data: st.DataObject) -> None:
    old = contents_of(text)
    number = data.draw(st.integers(0, len(old.questions) - 1))
    change = questions.answer(old.spec, old.questions[number], "the first", on="2026-11-22", by="Ada")
    new = after(text, change)
    line = f"   - **Answered 2026-11-22 (Ada):** the first{_newline(text)}"
    assert changed_lines(text, new) == ([], [line])
    now = contents_of(new)
    assert [q.state for q in now.questions] == [
        "answered" if n == number else q.state for n, q in enumerate(old.questions)
    ]
    assert summary_of_changes(old, now) == f"question {number + 1} answered"


@given(SPECS, st.sampled_from(["Critical", "High", "Low"]))
def test_a_gap_is_added(text: str, severity: str) -> None:
    old = contents_of(text)
    new = after(text, records.add_gap(old.spec, "a | b", severity, "why"))
    assert len(changed_lines(text, new)[1]) == 1
    now = contents_of(new)
    assert [g.gap for g in now.gaps] == [*[g.gap for g in old.gaps], "a | b"]
    assert summary_of_changes(old, now) == f"1 gap added ({severity})"


@given(SPECS, st.data())
def test_an_item_of_the_state_is_moved(text: str, data: st.DataObject) -> None:
    old = contents_of(text)
    items = [item for found in old.state.values() for item in found]
    item = data.draw(st.sampled_from(items))
    group = data.draw(st.sampled_from([name for name in state.state_groups(old.spec) if name != item.group]))
    new = after(text, state.move_state(old.spec, item, group))
    now = contents_of(new)
    for name, found in old.state.items():
        kept = [other.text for other in found if other is not item]
        assert [o.text for o in now.state[name]] == (kept if name != group else [*kept, item.text])
    gone, come = changed_lines(text, new)
    assert sorted(line.strip() for line in gone) == sorted(line.strip() for line in come)


@given(SPECS)
def test_a_spec_is_signed_off(text: str) -> None:
    old = contents_of(text)
    new = after(text, revisions.sign_off(old.spec, on="2027-01-02", by="Ada", change="All of it."))
    gone, come = changed_lines(text, new)
    assert (len(gone), len(come)) == (1, 2)
    now = contents_of(new)
    assert now.revisions[-1][:3] == ("2027-01-02", "Ada", "All of it.")
    assert now.spec.fields[0].value == "2027-01-02"


@given(SPECS, st.sampled_from([section.name for section in production().sections]))
def test_a_section_that_was_cut_out_comes_back(text: str, name: str) -> None:
    spec = contents_of(text).spec
    section = spec.section(name)
    assert section is not None and section.schema is not None
    cut = text[: section.start] + text[section.end :]
    old = contents_of(cut).spec
    new = after(cut, sections.insert_section(old, section.schema))
    assert changed_lines(cut, new)[0] in ([], [cut[cut.rstrip().rfind("\n") + 1 :]])
    now = contents_of(new).spec
    assert [s.name for s in now.sections] == [s.name for s in spec.sections]
    assert {s.number for s in now.sections} == {s.number for s in spec.sections}


@given(SPECS)
def test_a_degraded_mode_stands_before_the_data_loss(text: str) -> None:
    old = contents_of(text)
    new = after(text, degraded.add_degraded_mode(old.spec, "Valley Mail", "wait"))
    assert changed_lines(text, new) == ([], [f"- **If Valley Mail is down:** wait{_newline(text)}"])
    now = contents_of(new)
    assert now.degraded_modes[-1].condition == "Valley Mail is down"
    assert now.data_loss_risk is not None and now.data_loss_risk.line > now.degraded_modes[-1].line


def _verbs(old: Contents, data: st.DataObject) -> Iterator[Callable[[], Transaction]]:
    """Yield verbs on what a text has."""
    spec = old.spec
    yield lambda: records.add_gap(spec, "a | b", "low", "x")
    yield lambda: records.add_record(spec, "golden_sets", {"Golden Set": "x"})
    yield lambda: fields.set_field(spec, "Tier", "2")
    yield lambda: fields.set_field(spec, "Last updated", "2026-01-02")
    yield lambda: revisions.sign_off(spec, on="2026-01-02", by="A", change="x")
    yield lambda: degraded.add_degraded_mode(spec, "Mail", "")
    if old.questions:
        yield lambda: questions.answer(spec, old.questions[-1], "x", on="2026-01-02")
    if old.gaps:
        yield lambda: records.set_value(spec, row_of(old.gaps[-1]), "Severity", "Low")
    for items in old.state.values():
        if items:
            item = data.draw(st.sampled_from(items))
            yield partial(state.promote, spec, item)
            yield partial(state.demote, spec, item)
    if spec.template is not None:
        schema = data.draw(st.sampled_from(spec.template.sections))
        yield lambda: sections.insert_section(spec, schema)
        section = spec.section(schema.name)
        if section is not None and section.schema is not None:
            known = data.draw(st.sampled_from(section.schema.groups))
            yield lambda: sections.insert_group(spec, section, known)
    groups = [group for section in spec.sections for group in section.groups]
    if groups:
        group = data.draw(st.sampled_from(groups))
        yield lambda: placing.add_to_group(group, "new")
        if spec.document.items:
            moved = data.draw(st.sampled_from(spec.document.items))
            yield lambda: placing.move_to_group(spec.document, moved, group)


@given(documents, st.data())
def test_in_any_text_a_verb_does_what_it_says_or_refuses(text: str, data: st.DataObject) -> None:
    old = contents_of(text)
    for verb in _verbs(old, data):
        try:
            change = verb()
        except EditRefused:
            continue
        new = change.apply(text)
        assert change.invert(text).apply(new) == text
        assert "\n" not in summary_of_changes(old, contents_of(new))
