"""Triage: what waits in all specs, an item at a time, decided with one key.

``screen`` is the way in. ``widgets`` draw what ``tui/layout/triage_*`` lays out; ``reading`` keeps the queue as the
files are, ``narrowing`` says what it shows, ``deciding`` makes the changes, ``several`` those of many items at once,
``typing`` is what is typed for them.
"""
