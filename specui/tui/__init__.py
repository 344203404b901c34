"""The screen: the only package that imports Textual and rich.

Invariants of this package, each with a test under `tests/tui`:

* Text from files, names and git is drawn by `text.py` and nothing else; no widget gets a `str` of it.
* `text.py` and `colours.py` import no Textual: they work before it is there.
* Markup in a file does nothing; a control character in it never reaches the terminal.
* A widget tells what happened or asks for a change; files are written by `specui.workspace` alone.
"""
