"""`--format gitlab`: a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from specui.cli.json_output import array_lines, to_json
from specui.cli.reports.model import Report, Totals
from specui.cli.reports.paths import path_in
from specui.rules.diagnostic import Severity
from specui.workspace.files.spec_file import SpecFile

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitlabReport(Report):
    def format_file(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        name = path_in(self.root, file)
        seen = Counter[str]()
        issues = []
        for diagnostic in file.diagnostics:
            seen[diagnostic.fingerprint] += 1
            issue = {
                "description": diagnostic.message,
                "check_name": f"{diagnostic.rule}[{diagnostic.code}]",
                "fingerprint": _fingerprint(name, diagnostic.fingerprint, seen[diagnostic.fingerprint]),
                "severity": _LEVELS[diagnostic.severity],
                "location": {
                    "path": name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
                    "lines": {"begin": lines.line_at(diagnostic.start), "end": lines.line_at(diagnostic.end)},
                },
            }
            issues.append(to_json(issue))
        return ",\n".join(issues)

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:  # noqa: ARG002 - GitLab counts issues
        yield "["
        yield from array_lines(parts)
        yield "]\n"


def _fingerprint(name: str, known: str, number: int) -> str:
    """Return a fingerprint that is unique in the report: GitLab shows issues with equal fingerprints as one."""
    unique = f"{name}\0{known}\0{number}".encode("utf-8", "surrogateescape")
    return blake2b(unique, digest_size=16).hexdigest()
