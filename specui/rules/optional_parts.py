"""What rules ask of a template's titles: what it leaves open."""

from __future__ import annotations

import re

_OPTIONAL = re.compile(r"\((?:if\b|optional\b|where applicable)", re.IGNORECASE)


def is_optional(title: str) -> bool:
    """Whether a template says of a section or field that it may be left out: ``(if applicable)``."""
    return "(" in title and _OPTIONAL.search(title) is not None
