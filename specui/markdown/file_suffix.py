"""What the name of a Markdown file ends in. Pure: names in, names out."""

from __future__ import annotations

SUFFIXES = (".md", ".markdown")
"""In small letters; any case counts. The first one is what a new file gets."""


def is_markdown(name: str) -> bool:
    """Whether a file of that name is Markdown."""
    return name[-3:].lower() == ".md" or name[-9:].lower() == ".markdown"


def stem_of(name: str) -> str:
    """Return a Markdown file's name, or its path, without the ending; another name as it stands."""
    return name.rpartition(".")[0] if is_markdown(name) else name


def suffix_of(name: str) -> str:
    """Return the ending as it stands in a Markdown file's name; "" for another name."""
    return name[len(stem_of(name)) :]


def label_of(name: str) -> str:
    """Return a file's name as a list of specs shows it: without its ending, unless that is all there is of it."""
    return stem_of(name) or name
