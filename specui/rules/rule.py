"""What a rule is, and its input: the spec, its source, and facts about the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from specui.markdown.blocks import Document
from specui.markdown.lazy import lazy
from specui.markdown.source import Source
from specui.rules.diagnostic import Finding, Severity
from specui.specs.approval import is_status
from specui.specs.contents import Contents
from specui.specs.spec import Bound, FieldValue, Spec
from specui.specs.template import Template


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team can set: severities by rule name (None switches a rule off), and thresholds."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    stale_days: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule must know besides the file.

    ``named`` means that the user named this file, not its folder; ``is_template`` that the file is a template.
    """

    today: date
    templates: tuple[Template, ...] = ()
    settings: Settings = Settings()
    named: bool = False
    is_template: bool = False
    bound: Bound | None = None


@dataclass(frozen=True)  # without slots, since lazy stores values in the instance
class Subject:
    """The input of a rule: one file and the facts.

    ``path`` appears only in the message when a rule fails.
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
        """The template that matches the file, or None."""
        return self.contents.spec.template

    @lazy
    def status(self) -> FieldValue | None:
        """The status field of the head, if the template allows its value."""
        for field_ in self.spec.fields:
            schema = field_.schema
            if schema is not None and is_status(schema) and schema.kind == "choice":
                return field_ if isinstance(field_.value, str) else None
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """What the module of a rule declares as ``RULE``.

    A rule that ``needs_template`` reports nothing if no template matches.  ``fixable`` means that some of its findings
    have a safe fix, ``reviewable`` that some have a fix, but never a safe one.
    """

    code: str
    severity: Severity
    needs_template: bool = True
    fixable: bool = False
    reviewable: bool = False


Check = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedRule(Rule):
    """A rule with what its module gives it: the name of the module, its package, its docstring and its check."""

    name: str
    about: str
    manual: str
    check: Check

    @property
    def summary(self) -> str:
        """The first line of the manual page."""
        return self.manual.partition("\n")[0]
