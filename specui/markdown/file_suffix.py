"""The suffixes of Markdown files. Pure: names in, names out."""

from __future__ import annotations

SUFFIXES = (".md", ".markdown")
"""In lower case; any case is valid. New files get the first one."""


def is_markdown(name: str) -> bool:
    """Return whether a file of that name is Markdown."""
    return name[-3:].lower() == ".md" or name[-9:].lower() == ".markdown"


def stem_of(name: str) -> str:
    """Return the name or path of a Markdown file without the suffix; any other name unchanged."""
    return name.rpartition(".")[0] if is_markdown(name) else name


def suffix_of(name: str) -> str:
    """Return the suffix of a Markdown file's name in its own case; "" for any other name."""
    return name[len(stem_of(name)) :]


def label_of(name: str) -> str:
    """Return a file's name for display: without the suffix, unless nothing else remains."""
    return stem_of(name) or name
