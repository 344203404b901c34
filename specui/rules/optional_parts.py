"""Which sections and fields a template marks as optional."""

from __future__ import annotations

import re

_OPTIONAL = re.compile(r"\((?:if\b|optional\b|where applicable)", re.IGNORECASE)


def is_optional(title: str) -> bool:
    """Return whether a title of the template says that the section or field is optional: ``(if applicable)``."""
    return "(" in title and _OPTIONAL.search(title) is not None
