"""Triage line by line, for screen readers and slow links: no colour, no cursor, one item at a time.

`parser` reads a typed line, `phrases` words what is shown, `decide` makes the change of a decision: all three are pure.
`conversation` connects them to the queue, the session and the console.
"""
