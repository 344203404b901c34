"""One file as it was last read: its text, what it means, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from specui.markdown.damage import find_damage
from specui.markdown.lazy import lazy
from specui.markdown.scanner import scan
from specui.markdown.source import Source, decode
from specui.rules.diagnostic import Diagnostic, Severity
from specui.rules.engine import diagnose
from specui.rules.rule import Facts, Settings, Subject
from specui.specs.contents import Contents
from specui.specs.readiness import Blocker, Fault, Readiness, blockers, readiness
from specui.specs.spec import read_as, read_spec
from specui.specs.template import Template, read_template, title_heading
from specui.workspace.storage.errors import StorageError

FileKind = Literal["spec", "template", "other", "unreadable"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of a file depends on beside its bytes.

    ``within`` is the folder that no link may lead out of; None where the user named the file.
    """

    today: date
    templates: tuple[Template, ...]
    settings: Settings = field(default_factory=Settings)
    named: bool = False
    is_template: bool = False
    within: Path | None = None


@dataclass(frozen=True, eq=False)
class SpecFile:
    """One file.  ``name`` is relative to the workspace's root, with ``/``.

    ``data`` are the bytes that were read, ``error`` the sentence that says why they
    could not be (the contents are empty then).  ``version`` counts up with every
    change of the text, so that what was computed for an older text is known as such.
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
    def read_only(self) -> str:
        """Why the file cannot be edited, or an empty string."""
        if self.error:
            return self.error
        if self.source.error is not None:
            return f"{self.name} is not UTF-8 and can only be looked at; specui repair {self.name} offers a way out"
        return ""

    @lazy
    def _counted(self) -> Counter[Severity]:
        return Counter(diagnostic.severity for diagnostic in self.diagnostics)

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have this severity."""
        return self._counted[severity]

    @lazy
    def readiness(self) -> Readiness:
        """Done of all that must be done, errors included."""
        return readiness(self.contents, self.count(Severity.ERROR))

    @lazy
    def blockers(self) -> tuple[Blocker, ...]:
        """What stands between the spec and Approved, cheapest first: as many as readiness counts."""
        line_at = self.contents.spec.document.lines.line_at
        faults = [
            Fault(d.rule, d.message, line_at(d.start), d.fix is not None and d.fix.safe)
            for d in self.diagnostics
            if d.severity is Severity.ERROR
        ]
        return blockers(self.contents, faults)


def read_file(path: Path, name: str, context: Context) -> SpecFile:
    """Read and understand one file; what cannot be read becomes a file that says why."""
    # 5 ms to import, which a check need not pay: checking.py reads files that are at rest itself.
    from specui.workspace.storage import file_store as storage

    try:
        loaded = storage.load(path, within=context.within)
    except StorageError as failure:
        return unreadable(path, name, context, str(failure))
    return understand(path, name, loaded.data, context)


def understand(path: Path, name: str, data: bytes, context: Context, version: int = 1) -> SpecFile:
    """Understand bytes as the file ``path``: decode, scan, match a template, apply the rules."""
    source = decode(data)
    document = scan(source.text)
    if context.is_template:
        spec, kind = read_as(document, None), "template"
    else:
        spec = read_spec(document, context.templates)
        kind = "spec" if spec.template is not None else "other"
    contents = Contents(spec)
    facts = Facts(context.today, context.templates, context.settings, context.named, context.is_template)
    diagnostics = diagnose(Subject(source, contents, facts))
    return SpecFile(path, name, kind, data, source, contents, context, diagnostics, version=version)  # type: ignore[arg-type]


def unreadable(path: Path, name: str, context: Context, error: str) -> SpecFile:
    """Return a file that could not be read, with the reason."""
    source = decode(b"")
    contents = Contents(read_as(scan(""), None))
    return SpecFile(path, name, "unreadable", b"", source, contents, context, error=error)


def changed(file: SpecFile, data: bytes) -> SpecFile:
    """Return the file with other bytes, understood anew, one version on."""
    return understand(file.path, file.name, data, file.context, file.version + 1)


def with_context(file: SpecFile, context: Context) -> SpecFile:
    """Return the file judged by another context (templates or settings changed)."""
    if file.error:
        return replace(file, context=context)
    return understand(file.path, file.name, file.data, context, file.version + 1)


def load_template(path: Path, name: str) -> Template | None:
    """Read a template file; None where it is no schema: no slot in a heading, or damaged text."""
    from specui.workspace.storage import file_store as storage

    try:
        source = decode(storage.load(path).data)
    except StorageError:
        return None
    if source.error is not None:
        return None
    document = scan(source.text)
    if title_heading(document) is None or find_damage(source.text):
        return None
    return read_template(document, name, str(path))


def is_template_text(text: str) -> bool:
    """Whether a text has a slot in a heading, as a template's title has."""
    return title_heading(scan(text)) is not None


def known_signs(templates: Sequence[Template]) -> tuple[str, ...]:
    """Return every sign that the templates use, for the mending of damaged text."""
    return tuple(dict.fromkeys(sign for template in templates for sign in template.signs))
