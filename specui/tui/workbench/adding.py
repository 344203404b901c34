"""What is new: an item, a row, a field, a part that is missing; and the lists that one chooses from on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.specs.edits.places import EditRefused
from specui.tui.commands import said
from specui.tui.workbench.items import Items, Under

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.forms import Form
    from specui.specs.targets import Target
    from specui.tui.editors.open_edit import Commit
    from specui.tui.rendering.section import Stop
    from specui.workspace.files.spec_file import SpecFile


class Typed(NamedTuple):
    """What is made of an answer that is typed in a list, as `Opened` has it."""

    commit: Commit
    again: Callable[[SpecFile], Commit | None]
    done: Callable[[Transaction, SpecFile], None]


class Adding(Items):
    """Opens forms under the cursor; what they make is the core's."""

    async def action_add(self) -> None:
        """Add what the place of the cursor takes: after the item there, or as the first."""
        from specui.specs.forms import addition
        from specui.tui.editors.item_labels import added_noun
        from specui.tui.editors.open_edit import ADD

        await self.drawn()
        if not self.may_write():
            return
        under, target = self.under, self.target
        file = self.file
        form = addition(file.contents, target, today=self.today) if file and target is not None else None
        if file is None or form is None:
            self.hint(f"Nothing can be added here; {said('write')} writes the section")
            return

        def again(contents: Contents, there: Target) -> Form | None:
            return addition(contents, there, today=self.today)

        if under is None or not form.fields:
            if self._wanted is not None:  # nothing is written for a form that is restored
                return
            self.make_at_once(file, form, f"Added {added_noun(form.title)}, saved")
            return
        await self.open_form(
            under,
            form,
            again,
            lambda place: f"Added {added_noun(form.title)} {place}, saved · {said('add')} adds another",
            how=ADD,
        )

    @property
    def target(self) -> Target | None:
        """What the cursor stands on; of a section that is missing, what the template has."""
        under, entry = self.under, self.entry
        if under is not None:
            return under.stop.target
        return entry.schema if entry is not None and entry.missing else None

    def make_at_once(self, file: SpecFile, form: Form, told: str) -> None:
        """Make what needs no typing, and put the cursor where one writes."""
        try:
            transaction = form.commit(())
        except EditRefused as refusal:
            self.hint(str(refusal))
            return
        session = self.specui.session
        saved = self.specui.change(lambda: session.apply(file.name, transaction, file.version))
        if saved is not None:
            self.go_to_new(transaction, saved)
            self.section_view.go_below_titles()
            self.specui.say(f"{told} · {said('undo')} takes it back", "ok")

    async def open_form(
        self,
        under: Under,
        form: Form,
        again: Callable[[Contents, Target], Form | None],
        told: Callable[[str], str],
        *,
        how: str,
        goes: bool = True,
        signs: bool = False,
    ) -> None:
        """Open a form under the item; `told` says what was done, given the words that the cursor is on then.

        `signs` says that it signs the spec off.
        """
        from specui.tui.editors.item_labels import short_name
        from specui.tui.editors.open_edit import Opened
        from specui.tui.models.draft import draft_of
        from specui.tui.models.outline import entry_at, outline

        file, stop, _ = under

        def done(transaction: Transaction, saved: SpecFile) -> None:
            if goes:
                self.go_to_new(transaction, saved)
            there = self.section_view.stop
            self.tell(told(short_name(there) if there is not None else "it"), signed=signs)

        await self.open_inline(
            Opened(
                file,
                draft_of(file, entry_at(outline(file.contents), stop.start)),
                stop,
                0,
                "under",
                form.title,
                form.fields,
                form.commit,
                "",
                self._later(stop, form, again),
                done=done,
                how=how,
            )
        )

    def _later(
        self, stop: Stop, form: Form, again: Callable[[Contents, Target], Form | None]
    ) -> Callable[[SpecFile], Commit | None]:
        """Return what finds the form's commit in a later reading of the file."""

        def later(now: SpecFile) -> Commit | None:
            there = self.section_view.stop
            target = there.target if there is not None and there.kind == stop.kind else None
            found = again(now.contents, target) if target is not None else None
            return found.commit if found is not None and len(found.fields) == len(form.fields) else None

        return later

    def go_to_new(self, transaction: Transaction, saved: SpecFile) -> None:
        """Put the cursor on what a change has brought."""
        from specui.tui.models.outline import entry_at

        offset = new_place(transaction, saved.text)
        self.go_to_entry(entry_at(self.entries, offset), offset)

    async def choose(
        self,
        under: Under,
        title: str,
        names: Sequence[str],
        pick: Callable[[int], Awaitable[None]],
        typed: Typed | None = None,
        verbs: Sequence[str] = (),
    ) -> None:
        """Open a list under the item; a digit, or the arrows and enter, choose.

        With `typed` anything else that is typed counts too, and is kept as it says; `verbs` say what the lines do.
        """
        from specui.markdown.edits import Transaction as NoChange
        from specui.specs.forms import Editable
        from specui.specs.schema import Choice
        from specui.tui.editors.open_edit import ANSWER, Opened
        from specui.tui.models.draft import draft_of
        from specui.tui.models.outline import entry_at, outline

        file, stop, _ = under
        choices = tuple(Choice(_key(index), name) for index, name in enumerate(names))
        texts = [choice.text for choice in choices]

        def check(text: str) -> str:
            chosen = text in texts or (typed is not None and bool(text.strip()))
            return "" if chosen else "Choose one of these, or cancel with escape."

        def nothing(values: Sequence[str]) -> Transaction:
            del values
            return NoChange((), len(file.text))

        async def picked(text: str) -> None:
            await pick(texts.index(text))

        placeholder = "choose, or type another" if typed is not None else ""
        field = Editable("choice", title, "", False, choices, check, lambda _: nothing(()), placeholder)
        await self.open_inline(
            Opened(
                file,
                draft_of(file, entry_at(outline(file.contents), stop.start)),
                stop,
                0,
                "under",
                title,
                (field,),
                typed.commit if typed is not None else nothing,
                "",
                typed.again if typed is not None else lambda _: None,
                pick=picked,
                done=typed.done if typed is not None else None,
                free=typed is not None,
                verbs=tuple(verbs),
                how=ANSWER if typed is not None else "",
            )
        )

    async def action_regroup(self) -> None:
        """Move the item, or all that are marked, to another group."""
        from specui.specs.forms import groups_to

        await self.drawn()
        under = self.under
        if under is None or under.stop.target is None or not self.may_write():
            return
        groups = [name for name, _ in groups_to(under.contents, under.stop.target)]
        if not groups:
            self.hint("There is no other group here to move it to")
            return

        async def pick(index: int) -> None:
            name = groups[index]

            def change(contents: Contents, target: Target) -> Transaction:
                found = dict(groups_to(contents, target))
                if name not in found:
                    raise EditRefused(f"It cannot be moved to {name}.")
                return found[name]()

            self.change_items(under, change, f"move to {name}", f"Moved {{}} to {name}, saved")

        await self.choose(under, "Move to", groups, pick)


def new_place(transaction: Transaction, text: str) -> int:
    """Return a place in the text after a change that lies in the first line of what is longest in what it brought."""
    grown = 0
    best, place = -1, 0
    for edit in transaction.edits:
        start = edit.start + grown
        grown += len(edit.replacement) - (edit.end - edit.start)
        if len(edit.replacement) > best:
            best = len(edit.replacement)
            words = edit.replacement.lstrip()
            blank = len(edit.replacement) - len(words)
            line = words.splitlines()[0].rstrip() if words else ""
            place = start + blank + max(0, len(line) - 1)
    return min(place, max(0, len(text) - 1))


def _key(index: int) -> str:
    return str(index + 1) if index < 9 else chr(ord("a") + index - 9)
