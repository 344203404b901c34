"""Markdown text: bytes to text, text to blocks with exact ranges, and edits of text.

Invariants of this package, and what holds each:

* Pure: no files, no clock, no environment, no import from the layers above. Ensured by import-linter (``make lint``).
* ``encode`` returns the exact bytes that ``decode`` read, for all valid UTF-8. Ensured by ``test_source.py``.
* ``scan`` never raises, takes linear time, and every range lies within the text. Ensured by ``test_scanner.py`` and
  ``test_linear.py``.
* ``scan`` agrees with markdown-it-py, except for named differences. Ensured by ``test_judge.py`` and
  ``test_differences.py``.
* A transaction and then its inverse give the text back. Ensured by ``test_edits.py``.
"""
