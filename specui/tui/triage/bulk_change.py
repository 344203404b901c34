"""A change of several files, as it is shown before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.files.spec_file import SpecFile


class FileChange(NamedTuple):
    """Changes of one file, each made for the text after the one before."""

    file: SpecFile
    transactions: tuple[Transaction, ...]


class BulkChange(NamedTuple):
    """Changes of several files that are one step: of so many `items`; `refused` says why others cannot change.

    `title` is the decision, `done` what to say when it is made.
    """

    title: str
    items: int
    files: tuple[FileChange, ...]
    refused: tuple[str, ...] = ()
    done: str = ""
