"""`--format junit`: one test suite a file with findings, one failed test a finding, for CI servers that read XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from specui.cli.reports import Report, Totals
from specui.cli.reports.places import name_in
from specui.markdown.printable import printable
from specui.workspace.files.spec_file import SpecFile

_NOT_XML = re.compile("[\ufffe\uffff]")  # what printable leaves and XML 1.0 does not take


def make(root: str = "") -> Report:
    return JunitReport(root)


class JunitReport:
    def __init__(self, root: str) -> None:
        self.root = root

    def piece(self, file: SpecFile) -> str:
        lines = file.contents.spec.document.lines
        called = name_in(self.root, file)
        name = _attribute(called)
        count = len(file.diagnostics)
        told = [f'  <testsuite name={name} tests="{count}" failures="{count}" errors="0">\n']
        for diagnostic in file.diagnostics:
            line, column = lines.position(diagnostic.start)
            rule = f"{diagnostic.rule}[{diagnostic.code}]"
            place = f"{called}:{line}:{column}"
            told.append(
                f'    <testcase name={_attribute(rule)} classname={name} file={name} line="{line}">\n'
                f'      <failure type="{diagnostic.severity}" message={_attribute(diagnostic.message)}>'
                f"{_text(f'{place} {diagnostic.message}')}</failure>\n"
                "    </testcase>\n"
            )
        told.append("  </testsuite>\n")
        return "".join(told)

    def whole(self, pieces: Iterable[str], totals: Totals) -> Iterator[str]:
        """A run without findings is one test that passed: an empty report fails in some servers."""
        count = totals.errors + totals.warnings + totals.infos
        yield '<?xml version="1.0" encoding="utf-8"?>\n'
        yield f'<testsuites name="specui" tests="{max(count, 1)}" failures="{count}" errors="0">\n'
        if count:
            yield from pieces
        else:
            yield '  <testsuite name="specui" tests="1" failures="0" errors="0">\n'
            yield f'    <testcase name="{totals.files} files" classname="specui"/>\n  </testsuite>\n'
        yield "</testsuites>\n"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", printable(text)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", printable(text)))
