"""The bench: what the controllers of the workbench share."""

from __future__ import annotations

from dataclasses import dataclass, field

from specui.markdown.edits import Transaction
from specui.tui.commands import said
from specui.tui.ports import Ports
from specui.tui.widgets.bars import fits_message
from specui.tui.workbench.edit_desk import EditDesk
from specui.tui.workbench.here import Surroundings
from specui.tui.workbench.inline_edit import Item
from specui.tui.workbench.navigator import Navigator
from specui.tui.workbench.state import WorkbenchState
from specui.tui.workbench.view import View
from specui.workspace.files.spec_file import SpecFile


@dataclass(slots=True)
class Bench:
    """Everything a controller of the workbench may use."""

    ports: Ports
    state: WorkbenchState
    view: View
    desk: EditDesk
    navigator: Navigator
    surroundings: Surroundings
    names_signer: bool = True
    """Whether the next decision's message names who signed it."""
    _reminded: set[str] = field(default_factory=set)
    """Specs that were changed since they were signed off, and whose user knows the key for that."""

    def may_write(self) -> bool:
        """Say whether the open file may be changed; if not, show the reason."""
        file = self.navigator.file
        if file is not None and file.read_only:
            self.ports.notify.hint(file.read_only)
            return False
        return file is not None and self.desk.draft is None

    async def writable_item(self) -> Item | None:
        """Return the item under the cursor, if its file may be changed."""
        item = await self.navigator.item_when_laid_out()
        return item if self.may_write() else None

    def apply(self, file: SpecFile, transaction: Transaction) -> SpecFile | None:
        """Apply a change to the version of the file that it was made for; show a refusal or failure, and return None then."""
        session = self.ports.files.session
        return self.ports.files.change(lambda: session.apply(file.name, transaction, file.version))

    def say_undoable(self, text: str) -> None:
        """Show what was changed, a sentence, with the key that undoes it."""
        self.ports.notify.say(f"{text} Press {said('undo')} to undo.", "ok")

    def fits_message(self, text: str) -> bool:
        """Say whether a message fits its line."""
        return fits_message(text, self.view.size.width)

    def say_saved(self, text: str, *, signed_off: bool = False) -> None:
        """Show what was saved; after a spec's first change since its sign-off, with the key for that."""
        name = self.state.at.file or ""
        hint = f" Press {said('sign-off', 'section')} to sign off."
        if signed_off:
            self._reminded.discard(name)
        elif name not in self._reminded and self.fits_message(text + hint):
            self._reminded.add(name)
            text += hint
        self.ports.notify.say(text, "ok")
