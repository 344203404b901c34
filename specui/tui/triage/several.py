"""Many at once: what would change in which files is shown before anything is written, and is one step of the history."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS, DecisionId
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import item_of, plan as plan_changes
from specui.specs.triage import Entry
from specui.tui.commands import said
from specui.tui.triage.deciding import Deciding, called

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.forms.model import Form
    from specui.specs.resolve.resolution import Closing
    from specui.workspace.files.spec_file import SpecFile

Changes = list[tuple["SpecFile", tuple["Transaction", ...]]]


class Several(Deciding):
    """Plans the changes file by file, asks once, and has them made together."""

    def several(self, entries: Sequence[Entry], way: DecisionId, form: Form, by: str, number: int) -> None:
        def plan(texts: Sequence[str]) -> None:
            changes: Changes = []
            refused: list[str] = []
            count = 0
            for name, some in self.files_of(entries).items():
                file = self.specui.session.file(name)
                if file.read_only:
                    refused.append(file.read_only)
                    continue
                found = plan_changes(
                    file.contents, some, way, texts, self._understands(name),
                    today=self.today, by=by, number=number,
                )  # fmt: skip
                count += len(found.done)
                refused += found.refused
                if found.transactions:
                    changes.append((file, found.transactions))
            self.confirm(f"{form.title.partition(':')[0]}", count, changes, refused)

        if form.fields and DECISIONS[way].shared:
            self.ask(f"for {len(entries)} items", form, plan)
        else:
            plan(())

    def _understands(self, name: str) -> partial[Contents]:
        return partial(_contents, self.specui.session.file_with_text, name)

    def confirm(self, title: str, count: int, changes: Changes, refused: Sequence[str]) -> None:
        """Show what would change, and make it where that is wanted."""
        from specui.tui.triage.confirm_dialog import confirmation

        if not changes:
            self.hint(refused[0] if refused else "There is nothing to change")
            return
        dialog = confirmation(title, count, changes, refused)
        self.app.push_screen(dialog, partial(self._confirmed, title, count, changes))

    def _confirmed(self, title: str, count: int, changes: Changes, answer: str | None) -> None:
        if answer != "yes":
            return
        session = self.specui.session
        told = f"{title}: {count} items" if count != 1 else title
        many = [(file.name, one) for file, parts in changes for one in parts]
        self._own += 1
        try:
            applied = self.specui.change(
                lambda: session.apply_many(many, title=told, bases=[file for file, _ in changes])
            )
        finally:
            self._own -= 1
        self.follow(self.specui.workspace)
        if applied is None:
            return
        if applied.refused:
            reasons = "; ".join(one.reason for one in applied.refused[:2])
            self.specui.say(
                f"{len(applied.files)} of {len(changes)} files were changed: {reasons}", "warning"
            )
        else:
            self.take(self.queue.with_none_selected())
            files = f"{len(applied.files)} file{'s' * (len(applied.files) != 1)}"
            self.specui.say(f"{told} in {files} · {said('undo', 'triage')} takes all of it back", "ok")

    async def resolve(self, gaps: Sequence[Entry]) -> None:
        by = await self.who()
        closings = []
        refused: list[str] = []
        for name, some in self.files_of(gaps).items():
            file = self.specui.session.file(name)
            if file.read_only:
                refused.append(file.read_only)
                continue
            try:
                closings.append((file, await asyncio.to_thread(_closing, file, some, self.today, by)))
            except EditRefused as refusal:
                refused.append(str(refusal))
        if not closings:
            self.hint(refused[0] if refused else "There is nothing to resolve")
            return
        if len(closings) == 1:
            from specui.tui.dialogs.resolve_dialog import ResolveDialog

            file, closing = closings[0]
            title = gaps[0].text if len(gaps) == 1 else f"{len(gaps)} gaps"
            self.app.push_screen(ResolveDialog(closing, title), partial(self._resolved, file, gaps))
            return
        changes: Changes = [(file, (closing.compose(),)) for file, closing in closings]
        self.confirm("Resolve", len(gaps), changes, refused)

    def _resolved(self, file: SpecFile, gaps: Sequence[Entry], transaction: Transaction | None) -> None:
        if transaction is None:
            return
        if self.apply(file, transaction, lambda told: self.specui.say(told, "warning")):
            self.take(self.queue.with_none_selected())
            what = called(gaps[0]) if len(gaps) == 1 else f"{len(gaps)} gaps"
            self.specui.say(f"Resolved {what} · {said('undo', 'triage')} takes it back", "ok")


def _contents(file_with_text: object, name: str, text: str) -> Contents:
    assert callable(file_with_text)
    contents: Contents = file_with_text(name, text).contents
    return contents


def _closing(file: SpecFile, gaps: Sequence[Entry], today: str, by: str) -> Closing:
    from specui.specs.items.gaps import Gap
    from specui.specs.resolve.resolution import close_gaps

    found = [item for entry in gaps if isinstance(item := item_of(file.contents, entry), Gap)]
    return close_gaps(file.contents, found, today=today, by=by)
