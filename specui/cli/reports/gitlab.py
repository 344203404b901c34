"""`--format gitlab`: a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from specui.cli.reports import Report, Totals
from specui.cli.reports.places import name_in
from specui.markdown.printable import escape_json
from specui.rules.diagnostic import Severity
from specui.workspace.files.spec_file import SpecFile

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def make(root: str = "") -> Report:
    return GitlabReport(root)


class GitlabReport:
    def __init__(self, root: str) -> None:
        self.root = root

    def piece(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        name = name_in(self.root, file)
        seen = Counter[str]()
        told = []
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
            told.append(escape_json(json.dumps(issue, ensure_ascii=False)))
        return ",\n".join(told)

    def whole(self, pieces: Iterable[str], totals: Totals) -> Iterator[str]:  # noqa: ARG002 - GitLab counts itself
        yield "["
        before = "\n"
        for piece in pieces:
            yield before + piece
            before = ",\n"
        yield "\n]\n"


def _fingerprint(name: str, known: str, number: int) -> str:
    """Return what tells a finding from all others of the report: GitLab shows two of one fingerprint as one."""
    told = f"{name}\0{known}\0{number}".encode("utf-8", "surrogateescape")
    return blake2b(told, digest_size=16).hexdigest()
