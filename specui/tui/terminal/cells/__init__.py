"""Two grids of cells: the wanted screen, and the screen that was sent.

Textual repaints whole widgets. This package reads Textual's output into a grid, and sends only the cells that differ
from what the terminal shows, when the terminal can take them.

| module | owns |
|---|---|
| `grid.py` | cells and styles |
| `reader.py` | reading Textual's output into a grid |
| `runs.py` | the order of writing with the fewest changes of colour |
| `differ.py` | the fewest bytes from one grid to the other |
| `screen_pair.py` | the two grids, and controls that draw nothing |
| `writer.py` | the thread that sends the latest difference |

Invariants, each with a test: the picture is that of Textual's own output, cell by cell; only text, colours, cursor
moves and the controls listed in `reader.py` reach the terminal; nothing queues for a slow terminal; painting never
waits for the terminal.
"""
