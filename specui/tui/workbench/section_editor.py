"""The section editor: a whole section as Markdown, checked and journaled in the background while the user types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.document._document import Newline
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from specui.markdown.edits import Transaction
from specui.markdown.text import dominant_newline
from specui.tui.bindings import bindings
from specui.tui.commands import said
from specui.tui.models.draft import Draft, text_column
from specui.tui.ports import JOURNAL_CHARACTERS, JOURNAL_SECONDS, Files, RecoveryJournal
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import PaneTitle
from specui.tui.widgets.layout_wait import laid_out
from specui.workspace.files.spec_file import SpecFile

if TYPE_CHECKING:
    from specui.tui.widgets.text_editor import MarkdownEditor

DEBOUNCE = 0.15


class SectionEditor(Vertical):
    """Holds the text of one section; `draft` says which, None when the editor is closed."""

    BINDINGS = bindings("editor")

    class Checked(Message):
        """The text was checked; see `as_typed`."""

    class Failed(Message):
        """The check failed; `sentence` says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, files: Files, journal: RecoveryJournal) -> None:
        super().__init__(id="editor-pane", classes="-hidden")
        self._files, self._recovery = files, journal
        self.draft: Draft | None = None
        self.as_typed: SpecFile | None = None
        self.editor: MarkdownEditor | None = None
        self._told = ""
        self._check: Timer | None = None
        self._journal: Timer | None = None
        self._journaled = ""
        self._keys = 0

    def compose(self) -> ComposeResult:
        yield PaneTitle(id="editor-title", base="text on panel")

    # -- opening and closing

    async def open(self, draft: Draft, line: int, text: str | None = None) -> None:
        """Open a draft with the cursor at a line of the file; `text` replaces the section's."""
        editor = await self._made()
        self.draft, self.as_typed, self._told = draft, None, ""
        self._journaled, self._keys = draft.source, 0
        editor.load(draft.source, newline=_newline(draft))
        editor.placeholder = Content(safe(draft.guidance, keep_newlines=True))
        if text is not None and text != draft.source:
            editor.replace(text, (0, 0), editor.document.end)
        row = max(0, min(line - draft.first_line, editor.document.line_count - 1))
        editor.move_cursor((row, text_column(editor.document.get_line(row))))
        if draft.is_guidance and text is None:
            editor.select_all()
        self.call_after_refresh(editor.scroll_cursor_visible)
        self._journal = self.set_interval(JOURNAL_SECONDS, self._keep_journal)
        self._show_title()

    async def _made(self) -> MarkdownEditor:
        """Return the text area, made once: a removed one may still be painted, without its styles."""
        if self.editor is None:
            from specui.tui.widgets.text_editor import MarkdownEditor

            self.editor = MarkdownEditor()
            await self.mount(self.editor)
        return self.editor

    async def laid_out(self) -> None:
        """Wait until the text area has its width, without which it cannot wrap lines."""
        await laid_out(self.call_after_refresh)

    def close(self) -> None:
        """Close the draft; the recovery journal forgets it."""
        for timer in (self._check, self._journal):
            if timer is not None:
                timer.stop()
        self._check = self._journal = None
        draft = self.draft
        self.draft = self.as_typed = None
        if draft is not None:
            self._recovery.forget(draft)

    # -- the text

    @property
    def typed(self) -> str:
        """The text as it would be in the file."""
        return self.editor.value if self.editor is not None else ""

    @property
    def original(self) -> str:
        """The text as it was before anything was typed."""
        return self.draft.source if self.draft is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether there is something to lose."""
        return self.draft is not None and self.editor is not None and self.editor.is_changed

    @property
    def transaction(self) -> Transaction:
        """The edit as the smallest change of the file."""
        assert self.draft is not None
        assert self.editor is not None
        return self.draft.transaction(self.editor.changes())

    @property
    def row(self) -> int:
        """The row of the cursor, from 0."""
        return self.editor.cursor_location[0] if self.editor is not None else 0

    def go_to_offset(self, offset: int) -> bool:
        """Put the cursor on an offset of the file as typed; says whether that lies in this section."""
        if self.draft is None or self.editor is None:
            return False
        file = self.as_typed or self.draft.file
        line = file.contents.spec.document.lines.line_at(offset) - self.draft.first_line
        if not 0 <= line < self.editor.document.line_count:
            return False
        self.editor.move_cursor((line, text_column(self.editor.document.get_line(line))))
        return True

    def file_changed(self, file: SpecFile | None) -> None:
        """Say so when the file has changed on disk; the text stays."""
        draft = self.draft
        if draft is None:
            return
        if file is None:
            self._told = "deleted on disk; your text is still here"
        elif file.data == draft.file.data:
            self._told = ""
        elif draft.file.text[draft.start : draft.end] not in file.text:
            self._told = f"changed on disk; press {said('save-section')} to merge both"
        else:
            self._told = ""
        self._show_title()

    def _show_title(self) -> None:
        if self.draft is None:
            return
        number = f"{self.draft.number} " if self.draft.number else ""
        rest = [Cell(self._told, "warning")] if self._told else []
        right = f"{said('save-section')} save · {said('cancel-section')} cancel"
        self.query_one("#editor-title", PaneTitle).show(
            f"Editing {number}{self.draft.name}", rest, right, focused=True
        )

    # -- checking

    def on_text_area_changed(self) -> None:
        if self.draft is None:
            return
        if self._check is not None:
            self._check.stop()
        self._check = self.set_timer(DEBOUNCE, self._check_typed)
        self._keys += 1
        if self._keys >= JOURNAL_CHARACTERS:
            self._keep_journal()

    def _check_typed(self) -> None:
        draft = self.draft
        if draft is None:
            return
        typed, session = self.typed, self._files.session

        def understand() -> tuple[str, SpecFile]:
            found = session.file_with_text(draft.file.name, draft.text_with(typed))
            _ = found.readiness  # computed here, because the screen asks for it
            return typed, found

        self.run_worker(understand, thread=True, exclusive=True, group="check", exit_on_error=False)
        if abs(len(typed) - len(self._journaled)) >= JOURNAL_CHARACTERS:
            self._keep_journal()

    @on(Worker.StateChanged)
    def _checked(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            from specui.tui.services.worker_failures import told

            self.post_message(self.Failed(told(event.worker)))
        if event.worker.group != "check" or event.state is not WorkerState.SUCCESS:
            return
        typed, found = cast("tuple[str, SpecFile]", event.worker.result)
        if self.draft is not None and found.name == self.draft.file.name and typed == self.typed:
            self.as_typed = found
            self.post_message(self.Checked())

    # -- the journal

    def _keep_journal(self) -> None:
        draft, text = self.draft, self.typed
        self._keys = 0
        if draft is None or text == self._journaled:
            return
        self._journaled = text
        journal = self._recovery
        self.app.run_worker(
            lambda: journal.write(draft, text), thread=True, group="journal", exit_on_error=False
        )


def _newline(draft: Draft) -> Newline:
    return cast(Newline, dominant_newline(draft.file.text))
