"""What the palette offers, the preview, themes, the tour, and the ways out of the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.outline import entry_at
from specui.tui.models.pane_layout import too_small
from specui.tui.workbench.bench import Bench

if TYPE_CHECKING:
    from specui.tui.dialogs.palette_search import Choice


class ProgramController:
    """Shows the spec rendered, the themes and the tour, and quits."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        preview = Handler(self._preview, self._why_no_preview)
        return {
            "theme": Handler(self._theme),
            "settings": Handler(self._bench.ports.looks.edit_settings),
            "preview": preview,
            "preview-typed": preview,
            "tour": Handler(self._tour),
            "quit": Handler(self._quit),
            "quit-typing": Handler(self._quit),
            "copy": Handler(self._copy_or_quit),
        }

    # -- what the palette offers

    def choices(self, run: Callable[[str], Any]) -> list[Choice]:
        """Return all commands, sections, specs and themes, by name; `run` runs a command by its id."""
        from specui.tui.dialogs import palette

        bench = self._bench
        found = palette.command_choices(bench.surroundings.place, run)
        found += self._ways_out()
        if bench.desk.draft is None:
            found += palette.section_choices(bench.navigator.entries, self._go_to_section)
            found += palette.spec_choices(bench.ports.files.workspace.names, bench.navigator.open_from_tree)
        return found + palette.theme_choices(bench.ports.looks)

    def _ways_out(self) -> list[Choice]:
        """Return what saves and quits, where no command of the place does; users of vim type ``:w`` or ``:wq``."""
        from specui.tui.dialogs.palette_search import Choice

        desk, view = self._bench.desk, self._bench.view
        if desk.is_idle:
            said = "Nothing to save: specui saves each change when you make it."
            say = partial(self._bench.ports.notify.say, said)
            return [
                Choice(
                    "Save", "Each change is saved when you make it.", "", say, words=(":w", ":wa", ":write")
                )
            ]
        found = [
            Choice(
                "Quit",
                "Asks first if something would be lost.",
                "",
                self._quit,
                words=(":q", ":qa", "exit", "close"),
            ),
            Choice("Save and quit", "", "", self._save_and_quit, words=(":wq", ":wqa", ":x", "exit")),
            Choice("Discard and quit", "", "", self._discard_and_quit, words=(":q!", ":qa!", "exit")),
        ]
        if desk.draft is None:
            save = partial(view.run_command, "inline-save")
            found.insert(
                0,
                Choice("Save", "Save the value or the whole form.", "", save, words=(":w", ":wa", ":write")),
            )
        return found

    def _save_and_quit(self) -> None:
        self._quit_answered("keep")

    def _discard_and_quit(self) -> None:
        self._quit_answered("throw")

    def _go_to_section(self, number: int) -> None:
        self._bench.navigator.go_to_number(number)
        self._bench.view.focus_pane("section")

    # -- the preview

    def _why_no_preview(self) -> str:
        return "" if self._bench.navigator.file is not None else "Open a spec to preview it."

    def _preview(self) -> None:
        from specui.tui.dialogs.preview import BACK, Preview

        bench = self._bench
        file, entry, element = bench.navigator.file, bench.navigator.entry, bench.view.section_view.element
        if file is None:
            return
        draft = bench.desk.draft
        if draft is not None:
            text, offset = draft.text_with(bench.desk.section.typed), draft.start
        else:
            text = file.text
            start = entry.section.start if entry is not None and entry.section is not None else 0
            offset = element.start if element is not None and bench.view.shows_section else start

        def read(found: int | None) -> None:
            if draft is not None:
                bench.desk.take_focus()
            elif found is not None and found != BACK:
                bench.navigator.go_to_entry(entry_at(bench.navigator.entries, found), found)
                bench.view.focus_pane("section")

        bench.view.push(Preview(file.contents.spec.title or file.name, text, offset), read)

    # -- themes and the tour

    def _theme(self) -> None:
        from specui.tui.dialogs.theme_chooser import ThemeChooser

        looks = self._bench.ports.looks

        def chosen(name: str | None) -> None:
            if name:
                looks.keep_theme(name)

        self._bench.view.push(ThemeChooser(looks), chosen)

    def _tour(self) -> None:
        from specui.tui.dialogs.tour import Tour
        from specui.tui.workbench.tour_view import WorkbenchInTour

        if self._bench.view.shows_home:  # the tour shows a spec
            self._bench.navigator.leave_home()
            self._bench.view.settle()
        self._bench.view.push(Tour(WorkbenchInTour(self._bench), demo=self._bench.ports.program.is_demo))

    # -- quitting

    def _quit(self) -> None:
        desk, program = self._bench.desk, self._bench.ports.program
        kept = desk.unsaved()
        if kept is None:
            program.quit()
            return
        if too_small(*self._bench.view.size):
            program.quit_unseen()
            return
        from specui.tui.dialogs.questions import quit_typing

        draft, typed, _ = kept
        dialog = quit_typing(draft.source, typed, desk.typed_values(), valid=desk.is_valid)
        self._bench.view.push(dialog, self._quit_answered)

    def _quit_answered(self, answer: str | None) -> None:
        desk, program = self._bench.desk, self._bench.ports.program
        if answer == "keep":
            self._bench.view.run_command("save-section" if desk.draft is not None else "inline-save")
            self._bench.view.call_later(self._quit_if_saved)
        elif answer == "throw":
            desk.close()
            program.quit()
        else:
            desk.take_focus()

    def _quit_if_saved(self) -> None:
        if self._bench.desk.is_idle:
            self._bench.ports.program.quit()

    def _copy_or_quit(self) -> None:
        if not self._bench.view.copy_selection():
            self._quit()
