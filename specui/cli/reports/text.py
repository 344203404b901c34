"""`--format text` and `full`: location, rule, message, and the line with the finding underlined.

    specs/refunds.md:21:5 warning dead-citation[SP402] services/ledger.ts does not exist
       |
    21 | - Ledger (`services/ledger.ts`) keeps every refund
       |          ^^^^^^^^^^^^^^^^^^^^^
       = fix: …

`full` adds the section, the lines before and after, and the fix as a diff.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from specui.cli.output import Painter
from specui.cli.reports.model import Report, Totals
from specui.markdown.printable import cell_width, expand_tabs, printable
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic, Fix, Severity
from specui.specs.phrases import format_count
from specui.workspace.files.spec_file import SpecFile

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
NO_FINDINGS = "no findings"
_BEFORE = 24  # cells shown before the finding in a line that is too long


class TextReport(Report):
    def __init__(self, paint: Painter, width: int, *, full: bool) -> None:
        super().__init__()
        self.paint = paint
        self.width = width
        self.full = full

    def format_file(self, file: SpecFile) -> str:
        document = file.contents.spec.document
        name = printable(file.name)
        return "".join(self._finding(d, name, document.text, document.lines) for d in file.diagnostics)

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:
        yield from parts
        yield self._summary(totals) + "\n"

    def _finding(self, diagnostic: Diagnostic, name: str, text: str, lines: LineIndex) -> str:
        paint = self.paint
        line, column = lines.position(diagnostic.start)
        severity = diagnostic.severity
        rule = f"{diagnostic.rule}[{diagnostic.code}]"
        place = paint(f"{name}:{line}:{column}", bold=True)
        rows = [
            " ".join(
                (
                    place,
                    paint(str(severity), _COLORS[severity], bold=True),
                    paint(rule, dim=True),
                    printable(diagnostic.message),
                )
            ),
            *self._marked(diagnostic, text, lines, line),
        ]
        margin = " " * len(str(line))
        if self.full and diagnostic.section:
            rows.append(f"{margin} {paint('=', 'blue')} in: {printable(diagnostic.section)}")
        if diagnostic.fix is not None:
            rows += self._fix(diagnostic.fix, margin, text)
        return "\n".join(rows) + "\n\n"

    def _marked(self, diagnostic: Diagnostic, text: str, lines: LineIndex, line: int) -> Iterator[str]:
        paint = self.paint
        margin = " " * len(str(line))
        bar = paint("|", "blue")
        yield f"{margin} {bar}"
        if self.full and line > 1:
            yield self._line(lines, text, line - 1, len(margin))
        start, end = lines.line_range(line)
        stop = min(max(diagnostic.end, diagnostic.start), end)
        before = _to_printed(text[start : min(diagnostic.start, end)])
        whole = _to_printed(text[start:end])
        marked = _to_printed(text[start:stop])[len(before) :]
        room = self.width - len(margin) - 3
        shown, offset, length = _window(whole, before, marked, room)
        yield f"{paint(str(line), 'blue')} {bar} {shown}"
        yield f"{margin} {bar} {' ' * offset}{paint('^' * length, _COLORS[diagnostic.severity], bold=True)}"
        if self.full and line < len(lines) and lines.starts[line] < len(text):
            yield self._line(lines, text, line + 1, len(margin))

    def _line(self, lines: LineIndex, text: str, line: int, digits: int) -> str:
        shown, _, _ = _window(_to_printed(lines.line_range(line).of(text)), "", "", self.width - digits - 3)
        return f"{self.paint(str(line).rjust(digits), 'blue')} {self.paint('|', 'blue')} {shown}".rstrip()

    def _fix(self, fix: Fix, margin: str, text: str) -> Iterator[str]:
        how = "specui check --fix" if fix.safe else "review it first: f in the workbench"
        yield f"{margin} {self.paint('=', 'blue')} fix: {printable(fix.title)} ({how})"
        if not self.full:
            return
        from specui.cli.diffs import diff_lines
        from specui.markdown.edits import Transaction

        fixed = Transaction.of(text, fix.edits).apply(text)
        for line in diff_lines(text, fixed, context=0):
            if not line.startswith("@@"):
                yield f"{margin}   {self.paint(printable(line), 'red' if line[0] == '-' else 'green')}"

    def _summary(self, totals: Totals) -> str:
        files = format_count(totals.files, "file")
        found = [
            self.paint(severity.counted(count), _COLORS[severity] if count else None)
            for count, severity in (
                (totals.errors, Severity.ERROR),
                (totals.warnings, Severity.WARNING),
                (totals.infos, Severity.INFO),
            )
        ]
        if not totals.errors + totals.warnings + totals.infos:
            return f"Checked {files}" + (f": {self.paint(NO_FINDINGS, 'green')}" if totals.files else "")
        tail = f"; {totals.fixable} fixable with --fix" if totals.fixable else ""
        return f"Checked {files}: {', '.join(found)}{tail}"


def _to_printed(text: str) -> str:
    """Return text as it is printed; a narrow character with U+FE0F becomes that character and a blank: always 2 cells."""
    if text.isascii() and text.isprintable():
        return text
    drawn = expand_tabs("\t".join(map(printable, text.split("\t"))))
    if "\ufe0f" not in drawn:
        return drawn
    parts = drawn.split("\ufe0f")
    return "".join(part + (" " if cell_width(part[-1:]) == 1 else "") for part in parts[:-1]) + parts[-1]


def _window(whole: str, before: str, marked: str, room: int) -> tuple[str, int, int]:
    """Cut a long line to `room` cells around the finding; return it, the cells before the finding, and its width."""
    skipped = 0
    if cell_width(whole) > room and cell_width(before) + min(cell_width(marked), room // 2) > room - 1:
        kept = before[-_BEFORE:]
        while cell_width(kept) > _BEFORE:
            kept = kept[1:]
        skipped = len(before) - len(kept)
    shown = ("…" if skipped else "") + whole[skipped:]
    offset = cell_width(before[skipped:]) + (1 if skipped else 0)
    if cell_width(shown) > room:
        shown = _cut(shown, room - 1) + "…"
    return shown.rstrip(), offset, max(1, min(cell_width(marked), room - offset))


def _cut(text: str, room: int) -> str:
    """Return the longest beginning that fits in `room` cells."""
    shown = text[:room]
    while cell_width(shown) > room:
        shown = shown[:-1]
    return shown
