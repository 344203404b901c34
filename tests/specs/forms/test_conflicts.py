"""Edits beside a merge conflict: they change the lines that are meant or refuse, and never one of the conflict's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings, strategies as st

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.edits.fields import set_field
from specui.specs.edits.places import EditRefused
from specui.specs.forms import addition, editables, groups_to, sign_off_form, verbs
from specui.specs.forms.decision_forms import offers
from specui.specs.forms.field_values import absent_fields
from specui.specs.items.questions import Question
from specui.specs.spec import read_as
from specui.specs.tasks import set_checked
from tests.specs.edits.strategies import spec_texts, table_texts
from tests.specs.forms.using import TODAY, lines_of, missing, targets, typed_for, use_all
from tests.specs.reading import production

_SIDES: tuple[list[str], ...] = (
    [], ["- [ ] ours"], ["| ours | b |"], ["**Tier:** 2"], ["## 4. Known Gaps", "", "text"], ["```"], ["1. One?"], ["  - deep"], [""],
)  # fmt: skip


@st.composite
def specs(draw: st.DrawFn) -> Contents:
    """A spec with one to three conflicts between any of its lines."""
    text = draw(spec_texts())
    if draw(st.booleans()):
        text += "\n\n## 4. Known Gaps\n\n" + draw(table_texts())
    if draw(st.booleans()):
        text += "\n\n## 8. Open Questions\n\n1. Who?\n   - A: me\n2. When?\n\n## 9. Revision History\n\n| Date | Author | Change |\n|---|---|---|\n| 2026-01-01 | A | b |\n"
    for _ in range(draw(st.integers(1, 3))):
        lines = lines_of(text)
        at = draw(st.integers(0, len(lines)))
        newline = next(
            (line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\r", "\n"))), "\n"
        )
        ours, theirs = draw(st.sampled_from(_SIDES)), draw(st.sampled_from(_SIDES))
        conflict = ["<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> other"]
        if at == len(lines) and lines[-1] and not lines[-1].endswith(("\r", "\n")):
            lines[-1] += newline
        lines[at:at] = [line + newline for line in conflict]
        text = "".join(lines)
    return Contents(read_as(scan(text), production() if draw(st.integers(0, 3)) else None))


def conflicts_of(text: str) -> list[str]:
    document = scan(text)
    return [document.slice(conflict.start, conflict.end) for conflict in document.conflicts]


def changes(contents: Contents) -> Iterator[Callable[[], Transaction]]:
    """Yield all that the screen can do to a spec, once at each place."""
    for target in (*targets(contents), *missing(contents)):
        for editable in editables(contents, target, today=TODAY):
            typed = next((text for text in typed_for(editable) if not editable.check(text)), None)
            if typed is not None:
                yield lambda editable=editable, typed=typed: editable.commit(typed)  # type: ignore[misc]
        form = addition(contents, target, today=TODAY)
        if form is not None:
            yield lambda form=form: form.commit(["new words"] * len(form.fields))  # type: ignore[misc]
        yield from verbs(contents, target).values()
        yield from (change for _, change in groups_to(contents, target))
        if isinstance(target, Question):
            for _, one, _ in offers(contents, target, today=TODAY, by="Ada"):
                yield lambda one=one: one.commit(["2027-01-01"] * len(one.fields))  # type: ignore[misc]
    signing = sign_off_form(contents, None, today=TODAY, by="Ada")
    yield lambda: signing.commit([field.value or "words" for field in signing.fields])
    for task in contents.tasks:
        yield lambda task=task: set_checked(contents.spec, [task], checked=not task.checked)  # type: ignore[misc]


@settings(max_examples=15)
@given(specs())
def test_no_edit_changes_or_moves_a_line_of_a_conflict(contents: Contents) -> None:
    text = contents.spec.document.text
    held = conflicts_of(text)
    for change in changes(contents):
        try:
            made = change()
        except EditRefused:
            continue
        new = made.apply(text)
        assert made.invert(text).apply(new) == text
        assert conflicts_of(new) == held, made.title


@settings(max_examples=8)
@given(specs())
def test_every_editor_changes_only_what_was_meant(contents: Contents) -> None:
    assert use_all(contents).wrong == []


def test_a_field_in_a_conflict_is_not_written_a_second_time() -> None:
    text = "# Production Spec: X\n\n**Spec status:** 🟡 Draft\n<<<<<<< HEAD\n**Tier:** 2\n=======\n**Tier:** 3\n>>>>>>> other\n"
    spec = read_as(scan(text), production())
    assert spec.field("Tier") is None
    assert "Tier" not in {schema.name for schema in absent_fields(spec)}
    with pytest.raises(EditRefused, match="“Tier” is in a merge conflict"):
        set_field(spec, "tier", "1")
    assert set_field(spec, "Spec status", "Draft") is not None
