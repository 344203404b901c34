"""The spec read as a Markdown viewer shows it, as it is on disk or as it is being typed."""

from __future__ import annotations

from specui.tui.models.outline import entry_at
from specui.tui.workbench.navigation import Navigation


class Previewing(Navigation):
    """Opens the preview where the cursor is, and goes to what was read in it."""

    def action_preview(self) -> None:
        file, entry, stop = self.file, self.entry, self.section_view.stop
        if file is None:
            self.hint("There is no spec open to show")
            return
        from specui.tui.dialogs.preview import BACK, Preview

        draft = self.draft
        if draft is not None:
            text, offset = draft.text_with(self.editor.typed), draft.start
        else:
            text = file.text
            start = entry.section.start if entry is not None and entry.section is not None else 0
            offset = stop.start if stop is not None and self._section_widget is self.section_view else start

        def read(found: int | None) -> None:
            if draft is not None:
                self.editor.take_focus()
            elif found is not None and found != BACK:
                self.go_to_entry(entry_at(self.entries, found), found)
                self.focus_pane("section")

        self.app.push_screen(Preview(file.contents.spec.title or file.name, text, offset), read)
