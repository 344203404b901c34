"""Editing in place: one file a kind of value, the form around several of them, and the widget that they stand in.

Everything but ``inline.py`` and ``field.py`` is pure: what a list offers, what a key makes of what is typed, what is
drawn where. Two rules:

- What can be typed, and what is written then, is the core's to say (``specui.specs.forms``); an editor knows how it
  is typed.
- Nothing leaves an editor that the core's ``check`` refuses; what was typed stays until it is kept or given up.
"""
