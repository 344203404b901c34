"""The triage screen: the item, the queue beside it, and what its keys do elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size

from specui.specs.decisions import DECISIONS, DecisionId, applicable
from specui.specs.forms.decision_forms import item_of
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import KINDS
from specui.specs.items.questions import Question
from specui.specs.triage import Entry, Filter, FilterFault, Queue, Sort
from specui.tui.commands import COMMANDS, Here, Place, keys_at
from specui.tui.commands.here import Case
from specui.tui.commands.key_names import key_name
from specui.tui.rendering.section.model import Line
from specui.tui.triage.item_rows import Neighbour, Shown, item_lines
from specui.tui.triage.narrowing import Narrowing
from specui.tui.triage.queue_rows import nothing
from specui.tui.triage.several import Several
from specui.tui.triage.widgets import ItemView, QueueView, TriageHead
from specui.tui.widgets.bars import KeyFooter, MessageLine
from specui.tui.workbench.pane_layout import too_small
from specui.workspace.workspace import Workspace

WIDE, TALL = 100, 20
"""Columns from which on the queue stands beside the item, and rows from which on below it."""
LOW = 30
"""Under so many rows the air goes."""

_DECIDES = (
    "triage-answer", "triage-severity", "triage-notes", "triage-resolve", "triage-tick", "triage-defer",
    "triage-assign", "triage-drop", "triage-gap", "triage-criterion", "triage-question", "triage-reopen",
)  # fmt: skip
"""What is told below the item."""
_CONVERSIONS: dict[str, DecisionId] = {
    "triage-gap": "to-gap",
    "triage-criterion": "to-criterion",
    "triage-question": "to-question",
}


class TriageScreen(Several, Narrowing):
    """Shows what waits, and goes on to what comes next."""

    CSS_PATH = "triage.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        within: tuple[str, ...] = (),
        *,
        filter_text: str = "",
        start: str = "",
        sort: Sort = "tier",
        queue: Queue | None = None,
    ) -> None:
        """`within` restricts it to these files and folders; `start` is the file at whose first item one begins.

        `queue` is the one that was left, whose place holds.
        """
        super().__init__(within)
        self.kept = True
        """Whether one comes back to it as it was left: what was opened with a filter is over with it."""
        self.queue = self.queue.with_order(sort, "spec")
        self._start = start
        self._queue_shows = False
        self._matched: tuple[object, tuple[Neighbour, ...]] = (None, ())
        if queue is not None:
            self.queue = queue
        if filter_text:
            found = Filter.parse(filter_text)
            if not isinstance(found, FilterFault):
                self.filter_text = filter_text
                self.queue = self.queue.with_filter(found)

    def compose(self) -> ComposeResult:
        yield TriageHead()
        with Container(id="triage-panes"):
            yield ItemView()
            yield QueueView()
        yield MessageLine(id="triage-message")
        yield KeyFooter(id="triage-keys")

    def on_mount(self) -> None:
        self._arrange(self.app.size)
        self.watch(self.app, "workspace", self._workspace_changed, init=False)
        self.follow(self.specui.workspace)
        self._go_to_start()
        self.take_keyboard()

    def _workspace_changed(self, workspace: Workspace) -> None:
        self.follow(workspace)
        self._go_to_start()

    def _go_to_start(self) -> None:
        """Begin at the first item of a file, once it is there."""
        if not self._start:
            return
        current = self.queue.current
        found = self._first_of(self._start)
        if found is None and self.filter_text and any(key.name == self._start for key in self.queue.waiting):
            told = f"“{self.filter_text}” hides what waits in {self._start}; it is taken off"
            self.set_filter("")
            self.call_after_refresh(self.hint, told)
            found = self._first_of(self._start)
        if found is not None and (current is None or current.name != self._start):
            self.go(found.key)
        if found is not None or not self.specui.workspace.loading:
            self._start = ""

    def _first_of(self, name: str) -> Entry | None:
        return next((entry for entry in self.queue.shown if entry.name == name), None)

    # -- arrangement

    def on_resize(self) -> None:
        self._arrange(self.app.size)
        self.show_all()

    def _arrange(self, size: Size) -> None:
        wide = size.width >= WIDE
        tall = not wide and size.height >= TALL and size.width >= 70
        one = not wide and not tall
        self.set_class(tall, "-tall")
        self.set_class(one, "-one")
        self.set_class(size.height < LOW, "-low")
        self._queue_shows = self._queue_shows and one
        self.item_view.set_class(one and self._queue_shows, "-hidden")
        self.queue_view.set_class(one and not self._queue_shows, "-hidden")

    def action_turn(self) -> None:
        """Show the queue in the item's place, or the item again."""
        if not self.has_class("-one"):
            self.hint("Queue and item both show here")
            return
        self._queue_shows = not self._queue_shows
        self._arrange(self.app.size)
        self.take_keyboard()
        self.show_all()

    def take_keyboard(self) -> None:
        self.set_focus(self.queue_view if self._queue_shows else self.item_view, scroll_visible=False)
        self.show_keys()

    @property
    def place(self) -> Place:
        """What the keyboard is talking to."""
        typed = self.focused is not None and self.focused.id == "triage-typed"
        return "triage-filter" if typed else "triage"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Let nothing be done that cannot be seen."""
        return not too_small(*self.app.size)

    # -- what is shown

    def take(self, queue: Queue) -> None:
        self.query_one(MessageLine).forget()
        self.queue = queue
        self.show_all()

    def show_all(self) -> None:
        """Show the queue as it is."""
        queue = self.queue
        self.query_one(TriageHead).show(queue, self.specui.session.target.name, self.filter_text)
        self.queue_view.show(queue)
        current = queue.current
        if current is None:
            loading = self.specui.workspace.loading
            sentences = nothing(queue, self.filter_text, loading=loading)
            if not loading and not self.filter_text and not queue.progress.total:
                listed = ", ".join(kind.plural for kind in KINDS.values())
                sentences = (*sentences, f"No open {listed}.")
            self.item_view.show(None, lambda _: tuple(((s, "muted"),) for s in sentences))
        else:
            shown = self._shown(current)
            low = self.size.height < LOW
            self.item_view.show(current.key, partial(_lines, shown, low))
        self.show_keys()

    def _shown(self, entry: Entry) -> Shown:
        same = [one for one in self.queue.shown if one.kind == entry.kind]
        number = next((n for n, one in enumerate(same, 1) if one.key == entry.key), 1)
        file = self.specui.workspace.files.get(entry.name)
        item = item_of(file.contents, entry) if file is not None else None
        signed, notes = "", list[str]()
        if isinstance(item, Gap):
            signed = item.written_severity
            notes = [item.notes] if item.notes.strip() else []
        elif isinstance(item, Question):
            notes = [
                " ".join(f"{e.verb} {e.date} {e.by and f'({e.by})'}: {e.text}".split()) for e in item.entries
            ]
        since = self.since.get(entry.key)
        return Shown(
            entry,
            number,
            len(same),
            signed,
            tuple(notes),
            since.date if since else "",
            since.author if since else "",
            since is not None,
            self._neighbours(entry, item),
            self._ways(entry),
            since is not None and not since.known,
        )

    def _neighbours(self, entry: Entry, item: object) -> tuple[Neighbour, ...]:
        """Return what else in the spec speaks of the same."""
        file = self.specui.workspace.files.get(entry.name)
        if file is None or item is None:
            return ()
        key = (file, entry.key)
        if self._matched[0] != key:
            self._matched = (key, _neighbours_of(file.contents, entry, item))
        return self._matched[1]

    def _ways(self, entry: Entry) -> Sequence[tuple[str, str]]:
        here = self._here(entry)
        found = []
        for command in COMMANDS:
            if command.id not in _DECIDES or not command.does_something(here):
                continue
            keys = keys_at(command, "triage")
            if keys:
                word = command.hint_here(here)
                if command.id == "triage-answer" and entry.alternatives:
                    word = "another answer"
                elif command.id in _CONVERSIONS:
                    word = DECISIONS[_CONVERSIONS[command.id]].word
                found.append((key_name(keys[0]), word))
        return found

    @property
    def here(self) -> Here:
        """What keys can do something with."""
        return self._here(self.queue.current)

    def _here(self, entry: Entry | None) -> Here:
        able = frozenset[str]() if entry is None else frozenset[str](applicable(entry))
        chosen = [one for one in self.queue.shown if one.key in self.queue.selected]
        for one in chosen:
            able |= frozenset(applicable(one))
        case = Case(
            entry.kind if entry is not None else "",
            able,
            len(entry.alternatives) if entry is not None else 0,
            len(self.queue.shown),
            len(chosen),
            self.decided_too,
            self.has_class("-one"),
            self._queue_shows,
        )
        return Here(names=True, undoable=bool(self.specui.session.undoable), case=case)

    def show_keys(self) -> None:
        self.query_one(KeyFooter).show(self.place, self.here)

    # -- moving

    def action_step(self, by: int) -> None:
        self.take(self.queue.step(by))

    def action_page(self, way: int) -> None:
        """Move the text of a long item, or the queue where that shows."""
        if self._queue_shows:
            self.take(self.queue.step(way * max(1, self.queue_view.size.height - 1)))
        elif way > 0:
            self.item_view.scroll_page_down(animate=False)
        else:
            self.item_view.scroll_page_up(animate=False)

    # -- elsewhere

    def action_overview(self) -> None:
        self.specui.workbench.wiring.reviews.leave_triage_for_overview(self)

    def action_leave_triage(self) -> None:
        self.specui.workbench.wiring.reviews.leave_triage(self)

    def action_go_there(self) -> None:
        """Go to the item in its spec."""
        current = self.current()
        if current is None:
            return
        file = self.specui.workspace.files.get(current.name)
        if file is None:
            return
        offset = file.contents.spec.document.lines.line_range(current.line).start
        self.specui.workbench.wiring.reviews.leave_triage(self, current.name, offset)

    def action_external_editor(self) -> None:
        current = self.current()
        if current is not None:
            self.specui.edit_outside(self.file_of(current), current.line)

    def action_copy_item(self) -> None:
        if self.current() is not None:
            self.specui.copy_to_clipboard("\n".join(entry.text for entry in self.queue.chosen))

    def action_copy_place(self) -> None:
        current = self.current()
        if current is not None:
            self.specui.copy_to_clipboard(f"{current.name}:{current.line}")

    def action_help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self.app.push_screen(help_dialog("triage"))

    def action_palette(self) -> None:
        from specui.tui.dialogs.palette import Choice, Palette

        found = []
        for command in COMMANDS:
            if "triage" in command.where and command.palette and command.does_something(self.here):
                keys = keys_at(command, "triage")
                run = partial(self.action_command, command.id)
                found.append(Choice(command.title, command.help, key_name(keys[0]) if keys else "", run))

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        self.app.push_screen(Palette(found, "letters of a command"), chosen)


def _lines(shown: Shown, low: bool, columns: int) -> Sequence[Line]:
    return item_lines(shown, columns, low=low)


def _neighbours_of(contents: object, entry: Entry, item: object) -> tuple[Neighbour, ...]:
    from specui.specs.contents import Contents
    from specui.specs.resolve.related_items import gap_behind, of_gap, pairs

    assert isinstance(contents, Contents)
    words: dict[str, str] = {"state": "not shipped", **{str(kind.id): kind.noun for kind in KINDS.values()}}
    known = pairs(contents)
    found: list[Neighbour] = []
    gap = item if isinstance(item, Gap) else None
    if gap is None:
        pair = gap_behind(known, item)  # type: ignore[arg-type]
        if pair is not None:
            gap = pair.gap
            severity = gap.written_severity
            found.append(Neighbour(words["gap"], f"{severity}  {gap.gap}".strip(), gap.line, pair.sure))
    if gap is not None:
        found += [
            Neighbour(words[pair.kind], pair.item.text, pair.item.line, pair.sure)
            for pair in of_gap(known, gap)
            if pair.item.line != entry.line
        ]
    return tuple(sorted(found, key=lambda one: not one.sure))
