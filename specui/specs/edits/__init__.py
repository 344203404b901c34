"""The verbs that change a spec: each takes items of it and returns the smallest Transaction that says the change.

Pure, as all of ``specs``.  Three rules hold for every verb:

- It raises :class:`~specui.specs.edits.places.EditRefused`, with one clear sentence, or it does
  exactly what it says.  Before a verb returns, its result is scanned again and compared with what
  was meant (``guard.py``), so that no edit turns a neighbour into something else.
- It touches the lines that it is about and no others.  Indentation, padding, markers, blank lines and
  newlines are those of the place.
- Offsets are those of the text before the transaction; items belong to the document given.

``lists``, ``nesting`` and ``wording`` are about list items, ``placing`` about groups of them, ``tables``
about rows and cells; the others are what a spec is made of, on top of these.
"""
