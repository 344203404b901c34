"""`--format json`: one finding per line. Scripts rely on the shape; a change of it changes SCHEMA_VERSION."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from specui.cli.json_output import array_lines, to_json
from specui.cli.reports.model import Report, Totals
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic
from specui.workspace.files.spec_file import SpecFile

SCHEMA_VERSION = 1


class JsonReport(Report):
    def format_file(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        return ",\n".join(to_json(describe(d, file.name, lines)) for d in file.diagnostics)

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:
        summary = to_json(totals._asdict())
        yield f'{{"schema_version": {SCHEMA_VERSION}, "summary": {summary}, "diagnostics": ['
        yield from array_lines(parts)
        yield "]}\n"


def describe(diagnostic: Diagnostic, path: str, lines: LineIndex) -> dict[str, Any]:
    """Return one finding: lines and columns count from 1, offsets of edits from 0, in characters of the decoded text."""
    line, column = lines.position(diagnostic.start)
    end_line, end_column = lines.position(diagnostic.end)
    fix = diagnostic.fix
    return {
        "path": path,
        "rule": diagnostic.rule,
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "section": diagnostic.section,
        "fix": fix
        and {"title": fix.title, "safe": fix.safe, "edits": [edit._asdict() for edit in fix.edits]},
        "fingerprint": diagnostic.fingerprint,
    }
