"""The wiring of the workbench: every controller, built once, and the handlers of all commands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.controllers.clipboard import ClipboardController, Place
from specui.tui.controllers.dialogs import DialogController
from specui.tui.controllers.history import HistoryController
from specui.tui.models.step_words import StepTitles
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.controllers.decisions import DecisionController
from specui.tui.workbench.controllers.home import HomeController
from specui.tui.workbench.controllers.inline_edits import InlineEditController
from specui.tui.workbench.controllers.items import ItemController
from specui.tui.workbench.controllers.links import LinkController
from specui.tui.workbench.controllers.listings import ListingController
from specui.tui.workbench.controllers.navigation import NavigationController
from specui.tui.workbench.controllers.panes import PaneController
from specui.tui.workbench.controllers.problems import ProblemController
from specui.tui.workbench.controllers.program import ProgramController
from specui.tui.workbench.controllers.recovery import RecoveryController
from specui.tui.workbench.controllers.reviews import ReviewController
from specui.tui.workbench.controllers.search import SearchController
from specui.tui.workbench.controllers.section_edits import SectionEditController
from specui.tui.workbench.controllers.spec_files import SpecFileController
from specui.tui.workbench.controllers.tree_filter import TreeFilterController

if TYPE_CHECKING:
    from collections.abc import Callable

    from specui.tui.overview import Target
    from specui.tui.overview.state import OverviewState
    from specui.tui.rendering.section import Element
    from specui.tui.triage.screen import TriageScreen
    from specui.tui.triage.state import Destination, TriageState
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.history.steps import AnyStep

_WHOLE = frozenset({"code", "quote", "comment", "paragraph"})
"""Elements that are copied as they are written."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """The handlers of all commands, and the controllers that messages of widgets go to."""

    handlers: Handlers
    navigation: NavigationController
    panes: PaneController
    search: SearchController
    tree_filter: TreeFilterController
    items: ItemController
    inline_edits: InlineEditController
    reviews: ReviewController
    recovery: RecoveryController
    home: HomeController


def wire(bench: Bench) -> Wiring:
    """Build the controllers of a bench."""
    ports, view = bench.ports, bench.view
    section_edits = SectionEditController(bench)
    inline_edits = InlineEditController(bench, section_edits.write)
    items = ItemController(bench, inline_edits.open_choice)
    listings = ListingController(bench)
    history = HistoryController(
        ports.files,
        ports.notify,
        ports.files.change,
        partial(_show_step, bench, StepTitles()),
        lambda: view.size.width,
    )
    program = ProgramController(bench)
    reviews = ReviewController(bench, Screens(bench, history.handlers()), listings.list_blockers)
    home = HomeController(
        bench,
        lambda wanted: reviews.open_triage(filter_text=wanted),
        reviews.open_overview,
        reviews.overview_state.counting,
    )
    recovery = RecoveryController(bench, reviews.reopen_in_triage)
    navigation, panes, search = NavigationController(bench), PaneController(bench), SearchController(bench)
    tree_filter = TreeFilterController(bench)
    controllers = (
        navigation, panes, search, tree_filter, items, inline_edits, section_edits, listings, reviews, home,
        DecisionController(bench), ProblemController(bench), SpecFileController(bench),
        LinkController(bench), program, history,
        ClipboardController(
            ports.clipboard, ports.programs, ports.notify, lambda: _text_here(bench), lambda: _place_here(bench)
        ),
        DialogController(
            view.push, lambda: bench.surroundings.place, program.choices, view.run_command,
            "Type to find a command, section, spec or theme",
        ),
    )  # fmt: skip
    handlers: dict[str, Handler] = {}
    for controller in controllers:
        handlers |= controller.handlers()

    def leave_section() -> None:
        if search.wanted and bench.state.pane == "section":
            search.end()
        else:
            panes.leave_section()

    def go_to_number(number: int, section: Handler) -> None:
        if view.shows_home:
            home.open_number(number)
        else:
            section.run()

    for n in range(10):
        section = handlers[f"section-{n}"]
        handlers[f"section-{n}"] = Handler(partial(go_to_number, n, section), section.unavailable)
    edit = handlers["edit"]
    handlers["edit"] = Handler(edit.run, lambda: search.why_not_edit() or edit.unavailable())
    handlers["to-tree"] = Handler(leave_section)
    return Wiring(
        handlers, navigation, panes, search, tree_filter, items, inline_edits, reviews, recovery, home
    )


# -- what controllers ask of the workbench


class Screens:
    """The screens that cover the workbench, imported when the user opens them. `history` are undo and redo."""

    def __init__(self, bench: Bench, history: Handlers) -> None:
        self._bench = bench
        self._history = history

    def show_triage(self, state: TriageState, leave: Callable[[Destination], None]) -> TriageScreen:
        from specui.tui.triage.screen import TriageScreen

        screen = TriageScreen(self._bench.ports, state, leave)
        self._bench.view.push(screen)
        return screen

    def show_overview(self, state: OverviewState, chosen: Callable[[Target | None], None]) -> None:
        from specui.tui.overview.screen import OverviewScreen

        bench = self._bench
        screen = OverviewScreen(bench.ports, state, bench.state.at.file or "", self._history)
        bench.view.push(screen, chosen)


def _show_step(bench: Bench, titles: StepTitles, step: AnyStep, undone: bool) -> str:
    """Go to what a step of the history changed; return the step in words."""
    from specui.workspace.files.file_steps import Renamed
    from specui.workspace.history.steps import Step, StepGroup

    navigator, names = bench.navigator, bench.ports.files.workspace.names
    if type(step) is Step:
        if bench.desk.is_idle and step.name in names:
            if step.name != bench.state.at.file:
                navigator.select_file(step.name)
            file = navigator.file
            if file is not None and file.text == (step.before if undone else step.after):
                navigator.go_to_change(step.backward if undone else step.forward, file.text)
        open_here = step.name == bench.state.at.file
        title = titles.words(step, bench.ports.files.workspace.files.get(step.name), undone=undone)
        return title if open_here else f"{title} in {step.name.rpartition('/')[2]}"
    name = step.former if type(step) is Renamed and undone else step.name
    if type(step) is not StepGroup and name in names:
        navigator.select_file(name)
    return step.description


def _text_here(bench: Bench) -> str:
    """Return the text of the item under the cursor, of all that are selected, or of the problem."""
    file, section = bench.navigator.file, bench.view.section_view
    if bench.state.pane == "problems":
        problem = bench.view.panel.problem
        return problem.diagnostic.message if problem is not None else ""
    if file is None or section.element is None or not bench.view.shows_section:
        return ""
    return "\n".join(_written(file, element) for element in section.marked or (section.element,))


def _written(file: SpecFile, element: Element) -> str:
    """Return an item's text as it is written, without its marker."""
    return file.text[element.start : element.end].strip("\r\n") if element.kind in _WHOLE else element.text


def _place_here(bench: Bench) -> Place | None:
    """Return the file and the line under the cursor; in the tree, the file alone."""
    file, element, problem = bench.navigator.file, bench.view.section_view.element, bench.view.panel.problem
    if bench.state.pane == "problems" and problem is not None:
        return Place(bench.ports.files.session.file(problem.name), problem.line)
    if file is None:
        return None
    if bench.state.pane == "tree":
        return Place(file, 0)
    return Place(file, element.line if element is not None and bench.view.shows_section else 1)
