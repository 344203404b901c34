"""Triage: the open items of all specs, one at a time, each decided with one key.

``screen`` composes the widgets and draws ``state``. ``controllers`` hold the work of the commands, one concern each;
``wiring`` builds them, and those that other screens have too (``specui.tui.controllers``): undo, the clipboard, help and
the palette. What two controllers need is a helper beside them: ``queue_reader``, ``git_ages``, ``changes``, ``forms``,
``decide_one``, ``decide_many``. ``item_rows`` and ``queue_rows`` lay out what the widgets draw.

Nothing here knows the app or the workbench: the screen gets `Ports`, a `TriageState` and a function that takes the
destination when the user leaves. A test asserts this with the imports, and that every command has a handler.
"""
