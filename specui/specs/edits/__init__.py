"""The verbs that change a spec: each takes its items and returns the smallest Transaction that makes the change.

Pure, as all of ``specs``.  Three rules hold for every verb:

- It raises :class:`~specui.specs.edits.places.EditRefused` with one clear sentence, or does exactly
  what it says.  Before a verb returns, its result is scanned again and compared with what
  was meant (``guard.py``), so that no edit turns a neighbour into something else.
- It changes only the lines that it is about.  Indentation, padding, markers, blank lines and
  newlines are those of the place.
- Offsets are those of the text before the transaction; items belong to the document given.

``lists``, ``indentation`` and ``item_text`` edit list items, ``group_moves`` moves them between groups, ``tables`` edits
rows and cells; the other modules edit the parts of a spec with these.
"""
