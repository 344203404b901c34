"""Resolving a gap: its related items, and one edit that closes all of them.

Pure, as all of ``specs``.  ``related_items`` finds the items of a spec that mean the same,
``resolution`` makes one transaction of the chosen parts, ``conversions`` converts one kind of item to another.
"""
