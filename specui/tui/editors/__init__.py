"""Editing in place: an input for each kind of value, the form of several fields, and the widget that shows them.

Everything but ``inline_editor`` and ``field_text`` is pure: suggestions, what a key does to a text, what is drawn where.

- The core (``specui.specs.forms``) decides which values are valid and what is written; an input knows how a value is
  typed.
- No value leaves an editor that the core's ``check`` refuses; what is typed stays until it is saved or discarded.
"""
