"""The smallest screen that shows anything."""

from __future__ import annotations

LEAST = (40, 10)
"""Columns and rows."""


def too_small(columns: int, rows: int) -> bool:
    """Say whether a screen of so many cells has no room for anything."""
    return columns < LEAST[0] or rows < LEAST[1]
