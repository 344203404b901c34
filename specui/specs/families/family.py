"""What a family says: where a project of it begins, and which of the project's files are which documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from specui.markdown.lazy import lazy
from specui.specs.families.patterns import folder_of, hidden_folders, matches
from specui.specs.schema import TaskState

TitleSource: TypeAlias = str
"""Where a document's title is: ``heading``, ``folder``, or the name of a field of the front matter."""

DocumentKind: TypeAlias = Literal["spec", "document"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of file in a family.

    ``files`` are patterns below the project's root. ``templates`` are files of the project, the first that exists
    counts; ``shipped`` is the name of the template that comes with specui, or "". ``structure`` says whether the rules
    about sections apply. ``info`` are the rules whose findings are only worth a look there, since the family's own tools
    ask for no such thing. ``parts`` says where items are, as in a team's configuration; ``marks`` which states the
    marks of boxes stand for, where they differ from the usual ones. ``ids`` is
    ``heading.item`` where an item's id is the number of its heading and its own.
    ``new`` is the path of a new file, with ``{name}`` and ``{number}`` or ``{number:4}``, its least digits; "" where none
    is made by itself. ``log`` is the section that logs answers to questions within the text.
    """

    name: str
    files: tuple[str, ...]
    templates: tuple[str, ...] = ()
    shipped: str = ""
    title: TitleSource = "heading"
    kind: DocumentKind = "spec"
    structure: bool = True
    info: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, TaskState] = field(default_factory=dict)
    ids: str = ""
    new: str = ""
    log: str = ""

    def takes(self, path: str) -> bool:
        """Return whether a file of the project is such a document; ``path`` is relative to the project's root."""
        return any(matches(path, pattern) for pattern in self.files)


@dataclass(frozen=True)
class Family:
    """A family of specs.

    ``found_by`` are the paths that mark a project's root: a folder where the path ends with ``/``, else a file.
    ``folder_in`` is a file of the project whose first line names the folder that ``{folder}`` stands for in patterns.
    ``unit`` is the pattern of the folders whose files make one feature; ``archive`` is where old ones go.
    ``root`` is the folder of the configuration that has it, which is a project of it; "" for one that comes with specui.
    """

    name: str
    summary: str
    found_by: tuple[str, ...]
    documents: tuple[DocumentType, ...]
    exclude: tuple[str, ...] = ()
    unit: str = ""
    archive: tuple[str, ...] = ()
    folder_in: str = ""
    origin: str = ""
    root: str = ""

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with specui."""
        return not self.root

    @lazy
    def hidden(self) -> frozenset[str]:
        """The hidden folders at a project's root whose files are read."""
        patterns = [pattern for document in self.documents for pattern in document.files]
        return frozenset(folder for pattern in patterns for folder in hidden_folders(pattern))

    def document_of(self, path: str) -> DocumentType | None:
        """Return what a file of the project is; ``path`` is relative to the project's root."""
        if any(matches(path, pattern) for pattern in self.exclude):
            return None
        return next((document for document in self.documents if document.takes(path)), None)

    def unit_of(self, path: str) -> str:
        """Return the folder of the feature that a file belongs to; "" where it belongs to none."""
        return folder_of(path, self.unit) if self.unit else ""

    def is_archived(self, path: str) -> bool:
        """Return whether a file belongs to what is done and put away."""
        return any(matches(path, pattern) for pattern in self.archive)


@dataclass(frozen=True, slots=True)
class Binding:
    """What a family says of one file.

    ``root`` is the project's folder and ``path`` the file's name below it, both with ``/``; ``marker`` is the path that
    marks the project.
    """

    family: Family
    document: DocumentType
    root: str
    path: str
    marker: str

    @property
    def unit(self) -> str:
        """The folder of the feature, below the project's root; "" for none."""
        return self.family.unit_of(self.path)

    @property
    def why(self) -> str:
        """Why the file is what it is, for ``list --all``."""
        pattern = next(pattern for pattern in self.document.files if matches(self.path, pattern))
        return f"{self.family.name} {self.document.name}: {pattern}, below {self.marker}"
