"""What the blocks of a spec mean: templates, and specs seen through them.

Invariants of this package, each with a test under ``tests/specs``:

* Pure: no files, no clock, nothing of rules, workspace or screen.  The text of
  the built-in template is handed in from above.
* No section is named in code.  A template says which sections there are; what
  the parts of a spec (criteria, gaps, questions ...) are called is one table,
  :mod:`specui.specs.parts`.
* Verbs return a Transaction against the text they were asked about, or say why
  they will not; nothing here changes anything.
"""
