"""`--format junit`: XML for CI servers; a file with findings is a test suite, a finding is a failed test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from specui.cli.reports.model import Report, Totals
from specui.cli.reports.paths import path_in
from specui.markdown.lazy import lazy_pattern
from specui.markdown.printable import printable
from specui.workspace.files.spec_file import SpecFile

_NOT_XML = lazy_pattern("[\ufffe\uffff]")  # printable, but not allowed in XML 1.0


class JunitReport(Report):
    def format_file(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        path = path_in(self.root, file)
        name = _attribute(path)
        count = len(file.diagnostics)
        lines_out = [f'  <testsuite name={name} tests="{count}" failures="{count}" errors="0">\n']
        for diagnostic in file.diagnostics:
            line, column = lines.position(diagnostic.start)
            rule = f"{diagnostic.rule}[{diagnostic.code}]"
            place = f"{path}:{line}:{column}"
            lines_out.append(
                f'    <testcase name={_attribute(rule)} classname={name} file={name} line="{line}">\n'
                f'      <failure type="{diagnostic.severity}" message={_attribute(diagnostic.message)}>'
                f"{_text(f'{place} {diagnostic.message}')}</failure>\n"
                "    </testcase>\n"
            )
        lines_out.append("  </testsuite>\n")
        return "".join(lines_out)

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:
        """Yield the output; without findings it holds one passed test, because some servers reject an empty report."""
        count = totals.errors + totals.warnings + totals.infos
        yield '<?xml version="1.0" encoding="utf-8"?>\n'
        yield f'<testsuites name="specui" tests="{max(count, 1)}" failures="{count}" errors="0">\n'
        if count:
            yield from parts
        else:
            yield '  <testsuite name="specui" tests="1" failures="0" errors="0">\n'
            yield f'    <testcase name="{totals.files} files" classname="specui"/>\n  </testsuite>\n'
        yield "</testsuites>\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", printable(text)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", printable(text)))
