"""What a rule is, and what it is told: the spec, its source and the facts of the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from specui.markdown.blocks import Document
from specui.markdown.lazy import lazy
from specui.markdown.source import Source
from specui.rules.diagnostic import Finding, Severity
from specui.specs.approval import is_status
from specui.specs.contents import Contents
from specui.specs.spec import FieldValue, Spec
from specui.specs.template import Template

About = Literal[
    "structure",
    "fields",
    "criteria",
    "status",
    "gaps",
    "unread",
    "tests",
    "dependencies",
    "questions",
    "history",
    "text",
    "workspace",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team may set: severities by rule name (None switches a rule off), and thresholds."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    stale_days: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule must know of the world beside the file.

    ``named`` says that the user named this very file, rather than its folder;
    ``is_template`` that the file is itself a template.
    """

    today: date
    templates: tuple[Template, ...] = ()
    settings: Settings = Settings()
    named: bool = False
    is_template: bool = False


@dataclass(frozen=True)
class Subject:
    """What a rule looks at: one file as it was read, and the facts.

    ``path`` is only shown, where a rule fails.
    """

    source: Source
    contents: Contents
    facts: Facts
    path: str = ""

    @property
    def spec(self) -> Spec:
        """The file seen through its template."""
        return self.contents.spec

    @property
    def document(self) -> Document:
        """The file's blocks."""
        return self.contents.spec.document

    @property
    def text(self) -> str:
        """The file's text."""
        return self.contents.spec.document.text

    @property
    def template(self) -> Template | None:
        """The template that fits the file."""
        return self.contents.spec.template

    @lazy
    def status(self) -> FieldValue | None:
        """The field of the head that holds the status, if its value is one that the template allows."""
        for field_ in self.spec.fields:
            schema = field_.schema
            if schema is not None and is_status(schema) and schema.kind == "choice":
                return field_ if isinstance(field_.value, str) else None
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's identity.

    ``needs_template`` rules are silent where no template fits; ``off`` ones run only
    where they are switched on.  ``fixable`` says that some of its findings carry a fix.
    """

    code: str
    name: str
    severity: Severity
    about: About
    summary: str
    needs_template: bool = True
    fixable: bool = False
    off: bool = False


Check = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule with its check and its manual page."""

    rule: Rule
    check: Check
    manual: str
