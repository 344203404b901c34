"""The place of the last session: taken up again at the start, and remembered at the end."""

from __future__ import annotations

from typing import cast

from specui.tui.commands import Place
from specui.tui.models.pane_layout import Sizes
from specui.tui.models.trail import Visit
from specui.tui.models.tree_rows import OTHERS
from specui.tui.workbench.bench import Bench
from specui.workspace.state.last_session import LastSeen

MOST_DOCUMENTS = 100
"""Names of documents that are remembered: those that the first frame may show."""


def restore_place(bench: Bench, last: LastSeen | None) -> None:
    """Take up the panes and the tree as they were left, and remember the spec to open. The filter is not restored."""
    state, tree, files = bench.state, bench.view.tree_view, bench.ports.files
    some = bool(files.workspace.names) or files.session.partial
    state.home = some and bench.view.home_view is not None
    if last is None:
        tree.collapsed = files.session.archive_folders()
        return
    state.zoomed, state.all_problems = last.zoomed, last.problems
    if last.sizes:
        state.sizes = Sizes(*(size or None for size in last.sizes))
    tree.collapsed = set(last.folded)
    if last.grouped:
        tree.group_documents(frozenset(last.documents))
    bench.navigator.remembered = Visit(last.spec, last.section, last.offset, last.said)
    bench.navigator.open_at(last.section)
    if last.hides_done:
        bench.view.call_later(setattr, bench.view.section_view, "hide_done", True)


def first_pane(last: LastSeen | None, *, lone: bool) -> Place:
    """Return the pane that has the keyboard at the start."""
    if last is None or (lone and last.pane == "tree"):
        return "section" if lone else "tree"
    return cast("Place", last.pane)


def place_now(bench: Bench) -> LastSeen:
    """Return where the user is, and how the panes are shared out."""
    state, view = bench.state, bench.view
    here = state.trail.here or Visit("", "", 0)
    sizes = tuple(size or 0 for size in state.sizes)
    return LastSeen(
        spec=here.file,
        section=here.section,
        offset=here.offset,
        said=here.line_text,
        pane=state.pane if state.pane in {"tree", "section", "problems"} else "section",
        zoomed=state.zoomed,
        sizes=sizes if any(sizes) else (),
        filter="",
        folded=tuple(sorted(view.tree_view.collapsed - {OTHERS})),
        grouped=view.tree_view.groups_documents,
        documents=view.tree_view.documents[:MOST_DOCUMENTS] if view.tree_view.groups_documents else (),
        top=round(view.tree_view.scroll_offset.y),
        hides_done=view.section_view.hide_done,
        problems=state.all_problems,
    )
