"""What means the same in every pane."""

from __future__ import annotations

from specui.tui.commands.model import ALL, PANES, Command, at

# fmt: off
EVERYWHERE: tuple[Command, ...] = (
    Command("up", "Up", "Moves up or down.", ("up", "k"), PANES, ".cursor_up", palette=False, group="move"),
    Command("down", "Down", "Moves down.", ("down", "j"), PANES, ".cursor_down", palette=False, group="move"),
    Command("page-up", "Page up", "Moves a page up or down.", ("pageup",), PANES, ".page_up", palette=False, group="page"),
    Command("page-down", "Page down", "Moves a page down.", ("pagedown",), PANES, ".page_down", palette=False, group="page"),
    Command("first", "First", "Goes to the first or the last line.", ("home", "g"), PANES, ".first", palette=False, group="ends"),
    Command("last", "Last", "Goes to the last line.", ("end", "G"), PANES, ".last", palette=False, group="ends"),
    *(
        Command(f"section-{n}", f"Section {n}", "Goes to section n; 0 to the fields at the top of the spec.",
                (str(n),), PANES, f"go_section({n})", palette=False, group="sections")
        for n in range(10)
    ),
    Command("filter", "Filter the specs", "Shows only specs whose path holds what you type.",
            ("/",), PANES, "filter", "filter", 60,
            when=lambda here: here.names and not here.lone),
    Command("problem-before", "Problem before", "Goes to the problem before, or to the next one.",
            ("[",), PANES, "step_problem(-1)", group="problem"),
    Command("problem-after", "Next problem", "Goes to the next problem.",
            ("]",), PANES, "step_problem(1)", "problem", 58, shown="[]", group="problem",
            when=lambda here: here.problems),
    Command("fix", "Fix the problem", "Shows what the fix would change; nothing is written before you say so.",
            ("f",), PANES, "fix", "fix", 55, passing=True,
            when=lambda here: here.fixable),
    Command("problems-scope", "Problems of this spec or of all", "Lists the problems of this spec, or of all specs.",
            ("A",), PANES, "toggle_scope"),
    Command("undo", "Undo", "Takes the last change back, in whatever file it was.", ("u",), PANES, "undo", "undo", 35,
            when=lambda here: here.undoable),
    Command("redo", "Redo", "Makes the change that was taken back again.", ("U",), PANES, "redo"),
    Command("next-pane", "Next pane", "Goes to the next pane, or to the one before.",
            ("tab",), ALL - {"editor"}, "next_pane(1)", "next pane", 65, group="pane"),
    Command("pane-before", "Pane before", "Goes to the pane before.",
            ("shift+tab",), ALL - {"editor"}, "next_pane(-1)", group="pane"),
    Command("zoom", "Zoom the pane", "Gives this pane the whole screen, and back.", ("z",), PANES, "zoom", "zoom", 25,
            when=lambda here: here.roomy),
    Command("pane-smaller", "Make the pane smaller",
            "Makes this pane smaller or larger, or all as they were; a border is dragged with the mouse.",
            ("{",), PANES, "resize_pane(-1)", group="size", when=lambda here: here.roomy),
    Command("pane-larger", "Make the pane larger", "Makes this pane larger.",
            ("}",), PANES, "resize_pane(1)", group="size", when=lambda here: here.roomy),
    Command("panes-automatic", "Panes as large as they need", "Lets the panes share the room by themselves again.",
            ("=",), PANES, "automatic_sizes", group="size", when=lambda here: here.roomy),
    Command("preview", "Read it rendered", "Shows the spec as a Markdown viewer does; enter there goes to what is read.",
            ("p",), PANES, "preview", "preview", 24, when=lambda here: here.names),
    Command("copy-item", "Copy the text", "Copies the text of the item under the cursor, or the problem's.",
            ("y",), at("section", "problems"), "copy_item"),
    Command("copy-place", "Copy the place", "Copies where it stands: the file's path and the line.",
            ("Y",), PANES, "copy_place"),
    Command("external-editor", "Open in $EDITOR", "Opens the file in your own editor at this line.",
            ("E",), PANES, "external_editor"),
    Command("commands", "Commands", "Finds a command, a section, a spec or a theme by its name.",
            (":", "ctrl+p"), ALL, "palette", "commands", 20, palette=False),
    Command("help", "Help for this place", "Lists the keys of this place, and what the signs mean.",
            ("?", "f1"), ALL, "help", "help", 99),
    Command("quit", "Leave", "Leaves specui; asks first if something typed would be lost.",
            ("q", "ctrl+q", "ctrl+c"), PANES, "quit", "leave", 64),
    Command("quit-typing", "Leave specui", "Leaves specui; asks first if something typed would be lost.",
            ("ctrl+q",), at("editor", "filter"), "quit", "leave specui", 22, palette=False),
    Command("copy", "Copy, or leave", "Copies what is selected; with nothing selected it leaves as ctrl+q does.",
            ("ctrl+c",), at("editor", "filter"), "copy_or_quit", palette=False),
)
# fmt: on
