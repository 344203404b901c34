"""Asking for the words of a decision: opens the form, and keeps what is typed in the journal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.specs.triage import Entry
from specui.tui.ports import Ports
from specui.tui.triage.decisions import Choice
from specui.tui.triage.view import View

if TYPE_CHECKING:
    from specui.specs.forms.model import Form
    from specui.tui.ports import Kept
    from specui.tui.triage.decision_form import Keep
    from specui.workspace.files.spec_file import SpecFile


class FormRequest(NamedTuple):
    """A form to fill in: `typed` is what was typed before, `remark` what to show above the answers."""

    title: str
    form: Form
    typed: Sequence[str] | None = None
    remark: str = ""
    keep: Keep | None = None


class Forms:
    """Opens forms at the foot of the screen."""

    def __init__(self, ports: Ports, view: View) -> None:
        self._ports, self._view = ports, view

    def ask(self, request: FormRequest, submit: Callable[[Sequence[str]], None]) -> None:
        """Let the user fill in a form; `submit` takes a text for each field, unless they cancel."""
        from specui.tui.editors.owners_input import known_owners
        from specui.tui.triage.decision_form import decision_form, texts_of

        journal, keep = self._ports.journal, request.keep
        owners: tuple[str, ...] = ()
        if any(field.kind == "owners" for field in request.form.fields):
            owners = known_owners(self._ports.files.workspace.specs)

        def done(values: dict[str, str] | None) -> None:
            if values is not None:
                submit(texts_of(values))
            if keep is not None:
                journal.forget(keep(())[0])

        dialog = decision_form(
            request.title,
            request.form,
            owners=owners,
            today=self._ports.files.today,
            typed=request.typed,
            remark=request.remark,
        )
        if keep is not None:
            dialog.journal(journal, keep)
        self._view.push(dialog, done)


def keeping(file: SpecFile, entry: Entry, choice: Choice, form: Form) -> Keep:
    """Return what turns a form's values into what the journal keeps."""
    from specui.tui.models.draft import draft_of
    from specui.tui.models.outline import entry_at, outline
    from specui.workspace.state.recovery import TRIAGE, FormTyped

    line = file.contents.spec.document.lines.line_range(entry.line)
    draft = draft_of(file, entry_at(outline(file.contents), line.start))
    labels = tuple(field.label for field in form.fields)
    before = tuple(field.value for field in form.fields)

    def keep(values: tuple[str, ...]) -> Kept:
        typed = [f"{label}: {value}" for label, value in zip(labels, values, strict=False) if value.strip()]
        text = "\n".join(typed) if len(labels) > 1 else "".join(values)
        item = file.text[line.start : line.end]
        return draft, text, FormTyped(TRIAGE, choice.decision, line.start, item, 0, labels, before, values)

    return keep
