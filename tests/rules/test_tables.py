"""The findings about rows outside a table; no safe fix turns a row into a header."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import diagnose
from tests.rules.reading import subject

HEAD = "# Production Spec: F\n\n**Tier:** 1\n\n## Known Gaps\n\n"
TABLE = "| Gap | Severity | Notes |\n|---|---|---|\n| Ramp | Low | frost |\n"
ROWS = "| Tides | Critical | twice |\n| Winch | Critical | rust |\n"


def found(body: str, *rules: str) -> list[Diagnostic]:
    return [d for d in diagnose(subject(HEAD + body)) if d.rule in rules]


def test_rows_after_a_blank_line_are_one_finding_and_the_fix_joins_them() -> None:
    text = HEAD + TABLE + "\n" + ROWS
    (told,) = found(TABLE + "\n" + ROWS, "parted-table-row", "malformed-table", "unread-content")
    assert told.rule == "parted-table-row"
    assert told.fix is not None and told.fix.safe
    assert Transaction.of(text, told.fix.edits).apply(text) == HEAD + TABLE + ROWS


def test_rows_of_another_width_have_no_fix() -> None:
    (told,) = found(TABLE + "\n| Tides | Critical |\n", "parted-table-row", "malformed-table")
    assert (told.rule, told.fix) == ("parted-table-row", None)


def test_only_a_known_header_becomes_a_header_safely() -> None:
    (rows,) = found(ROWS, "malformed-table")
    assert rows.fix is not None and not rows.fix.safe
    (header,) = found("| Gap | Severity | Notes |\n" + ROWS, "malformed-table")
    assert header.fix is not None and header.fix.safe


def test_a_closed_gap_may_have_any_severity() -> None:
    body = TABLE + "| ~~Tides~~ | ~~Blocker~~ | fixed |\n"
    assert not found(body, "unknown-severity", "gap-without-notes")
    assert found(body.replace("~~", ""), "unknown-severity")
