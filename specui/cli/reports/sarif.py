"""`--format sarif`: SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from specui import __version__
from specui.cli.json_output import array_lines, to_json
from specui.cli.reports.model import Report, Totals
from specui.cli.reports.paths import path_in
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic, Fix, Severity
from specui.workspace.files.spec_file import SpecFile

INFORMATION = "https://example.com/specui"
"""Where to read about specui; a placeholder, as in the documentation."""

BASE = "%SRCROOT%"
"""The root of the repository, or the current folder outside of a repository."""

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HEADING = lazy_pattern(r"^#+ .*\n")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifReport(Report):
    def format_file(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        location = _location(path_in(self.root, file))
        return ",\n".join(to_json(_result(d, location, lines)) for d in file.diagnostics)

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:  # noqa: ARG002 - SARIF has no totals
        driver = {
            "name": "specui",
            "semanticVersion": __version__,
            "informationUri": INFORMATION,
            "rules": [*_rules()],
        }
        bases = {BASE: {"uri": _file_uri(os.path.join(self.root or os.getcwd(), ""))}}
        yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": '
        # Columns count characters, not the UTF-16 units that SARIF assumes.
        yield to_json(driver) + '}, "columnKind": "unicodeCodePoints", '
        yield f'"originalUriBaseIds": {to_json(bases)}, "results": ['
        yield from array_lines(parts)
        yield "]}]}\n"


def _rules() -> Iterator[dict[str, Any]]:
    from specui.rules.registry import all_rules

    for rule in all_rules():
        yield {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": _description(rule.manual)},
            "help": {"text": rule.manual, "markdown": rule.manual},
            "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": True},
        }


def _description(manual: str) -> str:
    """Return the paragraphs of a rule's manual before its example."""
    text = manual.partition("\n## Example")[0]
    paragraphs = [line for line in text.split("\n\n") if line.strip()]
    return "\n\n".join(" ".join(_HEADING.sub("", paragraph).split()) for paragraph in paragraphs)


def _location(name: str) -> dict[str, str]:
    """Return the SARIF location of a file: relative to the base, or an absolute URI."""
    if os.path.isabs(name):
        return {"uri": _file_uri(name)}
    return {"uri": _quoted(name), "uriBaseId": BASE}


def _file_uri(filename: str) -> str:
    return f"file://{_quoted(filename)}"


def _quoted(name: str) -> str:
    return quote(name.replace(os.sep, "/").encode("utf-8", "surrogateescape"))


def _result(diagnostic: Diagnostic, location: dict[str, str], lines: LineIndex) -> dict[str, Any]:
    line, column = lines.position(diagnostic.start)
    end_line, end_column = lines.position(diagnostic.end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message},
        "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
        "partialFingerprints": {"specui/v1": diagnostic.fingerprint},
    }
    if diagnostic.fix is not None:
        result["fixes"] = [_fix(diagnostic.fix, location)]
    return result


def _fix(fix: Fix, location: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.replacement},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
    }
