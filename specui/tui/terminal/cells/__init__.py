"""Two screens: the one that is wanted, and the one that the terminal already shows.

Textual repaints whole widgets. Here its output is read into a grid of cells, and only what differs from what
the terminal shows is sent on, when the terminal can take it.

| module | owns |
|---|---|
| `grid.py` | cells and styles |
| `reader.py` | Textual's output, read into a grid |
| `pieces.py` | what is to be written, in the order that takes the fewest changes of colour |
| `differ.py` | two grids, and the fewest bytes between them |
| `pair.py` | the two screens, with the controls that are no drawing |
| `writer.py` | the thread that sends the newest difference |

Invariants, each with a test: the picture is the one of Textual's own output, cell by cell; nothing but text,
colours, places and the controls listed in `reader.py` reaches the terminal; nothing queues behind a terminal
that is slow; what is painted never waits for it.
"""
