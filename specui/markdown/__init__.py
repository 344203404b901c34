"""Text to blocks, edits to text.

Invariants of this package, each with a test under ``tests/markdown``:

* Pure: no files, no clock, no environment, nothing of the layers above.
* ``decode`` and ``encode`` are inverse for every byte string that is UTF-8.
* ``scan`` never raises, is linear in the size of the text, and every range it
  gives lies within the text.
* Applying a transaction and then its inverse gives the text back.
"""
