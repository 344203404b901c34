"""What a terminal is and can do, as far as it can be known without drawing: for the screen and for `specui doctor`.

| module | owns |
|---|---|
| `colours.py` | how many colours, settled before Textual is imported |
| `charset.py` | whether the locale is UTF-8 |
| `manner.py` | how the screen behaves here: signs, frames, mouse |
| `clipboard.py` | the ways from here to a clipboard |
| `kind.py`, `multiplexer.py` | which terminal this is; tmux or screen around it |
| `editors.py` | how editors and pagers are told the line |
| `asking.py` | questions to the terminal itself, with a time-out |
| `findings.py`, `machine.py` | what `specui doctor` says, of the terminal and of the machine |

Invariants: nothing here imports textual or rich; what is decided is decided from an environment that is handed in;
what must be asked of a terminal or a program has a time-out.
"""
