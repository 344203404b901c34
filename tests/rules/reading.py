"""Reads the fixtures of the rules: Markdown files with the expected findings next to them.

In `tests/fixtures/rules/RULE/bad-*.md` the rule finds what the `.toml` of the same name lists.  `good-*.md` is a near
miss.  The `.toml` may start with facts: `today`, `named`, `stale_days`, `is_template`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from specui.markdown.scanner import scan
from specui.markdown.source import Source, decode
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import diagnose
from specui.rules.rule import Facts, Settings, Subject
from specui.specs.contents import Contents
from specui.specs.spec import read_spec
from specui.specs.template import Template, read_template

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "rules"
TODAY = date(2026, 3, 10)


@dataclass(frozen=True)
class Fixture:
    """A Markdown file, its rule, and the content of its `.toml`."""

    rule: str
    path: Path
    expected: dict[str, Any]

    @property
    def source(self) -> Source:
        return decode(self.path.read_bytes())

    @property
    def facts(self) -> Facts:
        said = self.expected
        return Facts(
            said.get("today", TODAY),
            templates(),
            Settings(stale_days=said.get("stale_days")),
            said.get("named", False),
            said.get("is_template", False),
        )

    def diagnose(self, source: Source | None = None) -> tuple[Diagnostic, ...]:
        return diagnose(subject(source or self.source, self.facts))


def fixtures(kind: str) -> Iterator[Fixture]:
    """Yield the fixtures of a kind, ``bad`` or ``good``."""
    for path in sorted(FIXTURES.glob(f"[!_]*/{kind}-*.md")):
        sidecar = path.with_suffix(".toml")
        expected = tomllib.loads(sidecar.read_text(encoding="utf-8")) if sidecar.is_file() else {}
        yield Fixture(path.parent.name, path, expected)


@cache
def templates() -> tuple[Template, ...]:
    """Return the built-in template, and one for changes, whose approval means that work may begin."""
    return (
        template(ROOT / "specui" / "specs" / "families" / "production-spec" / "spec.md", "production-spec"),
        template(FIXTURES / "_templates" / "change-template.md", "change"),
    )


def template(path: Path, name: str) -> Template:
    read = read_template(scan(decode(path.read_bytes()).text), name)
    assert read is not None, path
    return read


def subject(source: Source | str, facts: Facts | None = None) -> Subject:
    """Return the input of the rules for a text."""
    if isinstance(source, str):
        source = decode(source.encode("utf-8", "replace"))
    facts = facts or Facts(TODAY, templates())
    return Subject(source, Contents(read_spec(scan(source.text), facts.templates)), facts)


def rewritten(source: Source, text: str) -> Source:
    """Return the source of a changed text, as reading it from disk would."""
    return decode((b"\xef\xbb\xbf" if source.bom else b"") + text.encode("utf-8"))


def listed(found: tuple[Diagnostic, ...], text: str) -> str:
    """Return findings as readable lines."""
    lines = scan(text).lines
    return "\n".join(
        f"{position.line}:{position.column} {d.severity} {d.rule}: {d.message}"
        + (f" [{'fix' if d.fix.safe else 'unsafe fix'}: {d.fix.title}]" if d.fix else "")
        for d in found
        for position in [lines.position(d.start)]
    )
