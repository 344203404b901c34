"""Deciding about all selected items: one form if they share its words, then one change of several files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS
from specui.specs.forms.decision_forms import plan
from specui.specs.triage import Entry
from specui.tui.editors.item_labels import short_value
from specui.tui.ports import Ports
from specui.tui.triage.bulk_change import BulkChange, FileChange
from specui.tui.triage.changes import Changes
from specui.tui.triage.decisions import Choice
from specui.tui.triage.forms import FormRequest, Forms
from specui.tui.triage.queue_reader import by_file

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.forms.model import Form


class DecideMany:
    """Plans the changes file by file, and shows them before anything is written."""

    def __init__(self, ports: Ports, changes: Changes, forms: Forms) -> None:
        self._ports, self._changes, self._forms = ports, changes, forms

    def start(self, entries: Sequence[Entry], choice: Choice, form: Form, by: str, *, selected: int) -> None:
        """Open the form that all entries share; without one, show the changes at once. `selected` are those chosen."""
        confirm = partial(self._confirm, entries, choice, form, by)
        if form.fields and DECISIONS[choice.decision].shared:
            self._forms.ask(FormRequest(_whom(entries, choice, selected), form), confirm)
        else:
            confirm(())

    def _confirm(
        self, entries: Sequence[Entry], choice: Choice, form: Form, by: str, texts: Sequence[str]
    ) -> None:
        files: list[FileChange] = []
        refused: list[str] = []
        count = 0
        for name, some in by_file(entries).items():
            file = self._ports.files.session.file(name)
            if file.read_only:
                refused.append(file.read_only)
                continue
            planned = plan(
                file.contents, some, choice.decision, texts, partial(self._understand, name),
                today=self._ports.files.today, by=by, number=choice.number,
            )  # fmt: skip
            count += len(planned.done)
            refused += planned.refused
            if planned.transactions:
                files.append(FileChange(file, planned.transactions))
        title = form.title.partition(":")[0]
        items = f"{count} item{'s' * (count != 1)}"
        done = DECISIONS[choice.decision].message(items, short_value(texts[0]) if texts else "")
        self._changes.confirm(BulkChange(title, count, tuple(files), tuple(refused), done))

    def _understand(self, name: str, text: str) -> Contents:
        contents: Contents = self._ports.files.session.file_with_text(name, text).contents
        return contents


def _whom(entries: Sequence[Entry], choice: Choice, selected: int) -> str:
    """Return how many of the selected items a decision is about, and why not all."""
    if len(entries) == selected:
        return f"For {selected} selected items."
    return f"For {len(entries)} of {selected} selected items. {DECISIONS[choice.decision].refusal}"
