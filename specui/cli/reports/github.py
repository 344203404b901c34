"""`--format github`: workflow commands, which GitHub shows as annotations of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from specui.cli.reports import Report, Totals
from specui.cli.reports.places import name_in
from specui.markdown.printable import printable
from specui.rules.diagnostic import Severity
from specui.workspace.files.spec_file import SpecFile

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def make(root: str = "") -> Report:
    return GithubReport(root)


class GithubReport:
    def __init__(self, root: str) -> None:
        self.root = root

    def piece(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        name = name_in(self.root, file)
        told = []
        for diagnostic in file.diagnostics:
            line, column = lines.position(diagnostic.start)
            end_line, end_column = lines.position(diagnostic.end)
            where = {
                "file": name,
                "line": line,
                "endLine": end_line,
                "col": column,
                "endColumn": end_column,
                "title": f"{diagnostic.rule}[{diagnostic.code}]",
            }
            if line != end_line:  # GitHub takes columns within one line only
                del where["col"], where["endColumn"]
            properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
            told.append(f"::{_LEVELS[diagnostic.severity]} {properties}::{_message(diagnostic.message)}\n")
        return "".join(told)

    def whole(self, pieces: Iterable[str], totals: Totals) -> Iterator[str]:  # noqa: ARG002 - annotations are counted by GitHub
        yield from pieces


def _message(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
