"""Closing what is open: what else speaks of a gap, and the one edit that settles all of it.

Pure, as all of ``specs``.  ``matching`` says which items of a spec mean the same, ``closing`` makes one
transaction of the parts that somebody chose, ``turning`` makes one kind of item of another.
"""
