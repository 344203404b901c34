"""Triage line by line, for screen readers and the poorest links: no colour, no cursor, one item at a time.

`lines` reads what was typed, `saying` words what is read aloud, `deciding` makes the change of a decision: all three
are pure. `talk` is the conversation: the queue, the session, what comes in and what goes out.
"""
