"""The one list of what can be done: keys, footer, palette and help are all made from it.

A command applies in places; a place is what the keyboard is talking to. `everywhere` are the panes of the
workbench, not the editor, where letters are text.
"""

from specui.tui.commands.catalogue import COMMANDS
from specui.tui.commands.footer import GAP, fitting, hint_key
from specui.tui.commands.here import Here
from specui.tui.commands.key_names import key_name
from specui.tui.commands.key_resolution import Keymap, keymap
from specui.tui.commands.keys import commands_at, keys_at, said, said_both, use, used
from specui.tui.commands.model import ALL, PANE_ORDER, PANES, PLACES, TITLES, Command, Place

__all__ = [
    "ALL", "COMMANDS", "GAP", "PANES", "PANE_ORDER", "PLACES", "TITLES", "Command", "Here", "Keymap", "Place",
    "commands_at", "fitting", "hint_key", "key_name", "keymap", "keys_at", "said", "said_both", "use", "used",
]  # fmt: skip
