"""One file as it was last read: its text, its contents as a spec, and its diagnostics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from specui.markdown.blocks import Document
from specui.markdown.damage import find_damage
from specui.markdown.lazy import lazy
from specui.markdown.scanner import scan
from specui.markdown.source import Source, decode
from specui.rules.diagnostic import Diagnostic, Severity
from specui.rules.engine import diagnose
from specui.rules.rule import Facts, Settings, Subject
from specui.specs.contents import Contents
from specui.specs.families.family import Binding
from specui.specs.readiness import Blocker, Fault, Readiness, blockers, readiness
from specui.specs.spec import Bound, Spec, read_as, read_spec
from specui.specs.template import Template, read_template, title_heading
from specui.workspace.storage.errors import StorageError

FileKind = Literal["spec", "own-headings", "document", "template", "unreadable"]
"""A spec is bound by its family, or fits a template. A file with its own headings has items, but no template; a document
has none."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a file depends on besides its bytes.

    ``named`` says that the user named the file itself; ``within`` is the folder that no link may lead out of, None for
    a file that the user named.  ``binding`` is what its family says of it, ``bound`` how it is read for that.
    """

    today: date
    templates: tuple[Template, ...]
    settings: Settings = field(default_factory=Settings)
    named: bool = False
    is_template: bool = False
    within: Path | None = None
    binding: Binding | None = None
    bound: Bound | None = None

    @property
    def read_by(self) -> tuple[Template, ...] | Bound:
        """By what earlier texts of the file are read."""
        return self.templates if self.bound is None else replace(self.bound, title="")

    def read(self, document: Document) -> Spec:
        """See a document through the template that its family binds it to, or through the one that it fits best."""
        return read_spec(document, self.templates, self.bound)

    def equals(self, other: Context) -> bool:
        """Return whether a file reads the same in both, though their templates were read at different times."""
        return self is other or self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        templates = [t.content for t in self.templates]
        bound = self.bound and (
            self.bound.title,
            self.bound.title_field,
            self.bound.title_end,
            self.bound.template and self.bound.template.content,
        )
        return self.today, templates, bound, self.settings, self.named, self.is_template, self.within


@dataclass(frozen=True, eq=False)
class SpecFile:
    """One file.  ``name`` is relative to the workspace's root, with ``/``.

    ``data`` are the bytes that were read; ``error`` is the sentence that says why they could not be, with empty
    contents then.  ``version`` counts the changes, so that a change made for an older text is recognised.
    """

    path: Path
    name: str
    kind: FileKind
    data: bytes
    source: Source
    contents: Contents
    context: Context
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str = ""
    version: int = 1

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.source.text

    @property
    def is_counted(self) -> bool:
        """Whether the file counts in tree, lists, triage and checks: it is a spec, or its own headings hold items."""
        return self.kind in {"spec", "own-headings"} and not self.is_archived

    @lazy
    def is_archived(self) -> bool:
        """Whether its family says that the file is done and put away."""
        binding = self.context.binding
        return binding is not None and binding.family.is_archived(binding.path)

    @lazy
    def unit(self) -> str:
        """The folder of the feature that it belongs to, relative as its name is; "" where it is a unit by itself."""
        binding = self.context.binding
        if binding is None or not binding.unit or not self.name.endswith(binding.path):
            return ""
        return self.name[: len(self.name) - len(binding.path)] + binding.unit

    @property
    def is_main(self) -> bool:
        """Whether it is the file that its feature begins with, as `specui new` makes it."""
        binding = self.context.binding
        return binding is not None and bool(binding.document.new)

    @property
    def read_only(self) -> str:
        """Why the file cannot be edited, or an empty string."""
        if self.error:
            return self.error
        if self.source.error is not None:
            return f"{self.name} is not UTF-8, so it is read-only; run specui repair {self.name}"
        return ""

    @lazy
    def _counted(self) -> Counter[Severity]:
        return Counter(diagnostic.severity for diagnostic in self.diagnostics)

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have this severity."""
        return self._counted[severity]

    @lazy
    def readiness(self) -> Readiness:
        """How much of what Approved requires is done, with errors as undone."""
        return readiness(self.contents, self.count(Severity.ERROR))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The errors that the rules found."""
        line_at = self.contents.spec.document.lines.line_at
        return tuple(
            Fault(d.rule, d.message, line_at(d.start), d.fix is not None and d.fix.safe)
            for d in self.diagnostics
            if d.severity is Severity.ERROR
        )

    @lazy
    def blockers(self) -> tuple[Blocker, ...]:
        """What blocks approval, easiest first: as many as readiness counts."""
        return blockers(self.contents, self.faults)


def read_file(path: Path, name: str, context: Context, known: SpecFile | None = None) -> SpecFile:
    """Read one file; a file that cannot be read comes back with the reason in ``error``.

    Returns ``known``, an earlier reading, where the bytes are the same: nothing is scanned or judged then.
    """
    # 5 ms to import, which a check need not pay: parallel_check reads files that are at rest itself.
    from specui.workspace.storage import file_store as storage

    version = known.version + 1 if known is not None else 1
    try:
        loaded = storage.load(path, within=context.within)
    except StorageError as failure:
        if known is not None and known.error == str(failure):
            return known
        return replace(unreadable_file(path, name, context, str(failure)), version=version)
    if known is not None and not known.error and known.data == loaded.data:
        return known
    return parse_file(path, name, loaded.data, context, version)


def parse_file(path: Path, name: str, data: bytes, context: Context, version: int = 1) -> SpecFile:
    """Make a file of its bytes: decode, scan, match a template, apply the rules."""
    source = decode(data)
    document = scan(source.text)
    if context.is_template:
        spec, kind = read_as(document, None), "template"
    else:
        spec = context.read(document)
        kind = "spec"
    contents = Contents(spec)
    if spec.template is None and kind == "spec":
        kind = "own-headings" if contents.has_items else "document"
    facts = Facts(
        context.today, context.templates, context.settings, context.named, context.is_template, context.bound
    )
    diagnostics = diagnose(Subject(source, contents, facts))
    return SpecFile(path, name, kind, data, source, contents, context, diagnostics, version=version)  # type: ignore[arg-type]


def unreadable_file(path: Path, name: str, context: Context, error: str) -> SpecFile:
    """Return a file that could not be read, with the reason."""
    source = decode(b"")
    contents = Contents(read_as(scan(""), None))
    return SpecFile(path, name, "unreadable", b"", source, contents, context, error=error)


def with_data(file: SpecFile, data: bytes) -> SpecFile:
    """Return the file with other bytes, scanned and judged anew, one version later."""
    return parse_file(file.path, file.name, data, file.context, file.version + 1)


def with_context(file: SpecFile, context: Context) -> SpecFile:
    """Return the file judged in another context; the same file where that context equals its own."""
    if context.equals(file.context):
        return file
    if file.error:
        return replace(file, context=context)
    return parse_file(file.path, file.name, file.data, context, file.version + 1)


def load_template(path: Path, name: str, *, named: bool = False) -> Template | None:
    """Read a template file; None where it is no template: no slot in a heading, or damaged text.

    A file that is ``named`` as a template, by a family or a configuration, needs no slot.
    """
    from specui.workspace.storage import file_store as storage

    try:
        source = decode(storage.load(path).data)
    except StorageError:
        return None
    if source.error is not None:
        return None
    document = scan(source.text)
    if (not named and title_heading(document) is None) or find_damage(source.text):
        return None
    return read_template(document, name, str(path), named=named)


def template_fault(path: Path) -> str:
    """Return why a file cannot be used as a template by a family, or ""."""
    from specui.workspace.storage import file_store as storage

    try:
        source = decode(storage.load(path).data)
    except StorageError as failure:
        return str(failure)
    if source.error is not None:
        return f"{source.error.message}; run specui repair"
    if find_damage(source.text):
        return "its encoding is damaged; run specui repair"
    return "" if source.text.strip() else "it is empty"


def is_template_text(text: str) -> bool:
    """Return whether a text has a slot in a heading, as the title of a template has."""
    return title_heading(scan(text)) is not None


def known_signs(templates: Sequence[Template]) -> tuple[str, ...]:
    """Return every sign that the templates use, for repairing damaged text."""
    return tuple(dict.fromkeys(sign for template in templates for sign in template.signs))
