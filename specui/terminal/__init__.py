"""What a terminal is and can do, as far as that can be known without drawing: for the screen and for `specui doctor`.

| module | owns |
|---|---|
| `colours.py` | how many colours to use, decided before Textual is imported |
| `charset.py` | whether the locale is UTF-8 |
| `display_mode.py` | which symbols to draw, how many frames, the mouse |
| `background.py` | whether the background is light or dark |
| `clipboard.py` | the ways to a clipboard |
| `terminal_kind.py`, `multiplexer.py` | which terminal this is; tmux or GNU screen around it |
| `editors.py` | how to open an editor or pager at a line |
| `queries.py` | questions to the terminal itself, with a time limit |
| `diagnosis.py`, `machine.py` | the findings of `specui doctor` about the terminal and the machine |

Invariants: nothing here imports textual or rich; decisions are functions of an environment that is passed in; a question
to a terminal or another program has a time limit.
"""
