"""`--format github`: workflow commands, which GitHub shows as annotations of a pull request."""

from __future__ import annotations

from specui.cli.reports.model import Report
from specui.cli.reports.paths import path_in
from specui.markdown.printable import printable
from specui.rules.diagnostic import Severity
from specui.workspace.files.spec_file import SpecFile

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GithubReport(Report):
    def format_file(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        name = path_in(self.root, file)
        commands = []
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
            if line != end_line:  # GitHub accepts columns within one line only
                del where["col"], where["endColumn"]
            properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
            commands.append(
                f"::{_LEVELS[diagnostic.severity]} {properties}::{_message(diagnostic.message)}\n"
            )
        return "".join(commands)


def _message(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
