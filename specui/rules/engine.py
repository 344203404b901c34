"""Runs the rules over one file: selects those that apply, drops findings that the file allows, combines fixes.

A file that is not UTF-8 gets only that finding. A template gets only the rules about text. A file that matches no
template gets those and the rules about unread content. If the encoding is damaged, the other rules check the repaired
text, and their findings map back to the file, so that only encoding-damage reports the damage.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.rules.allow import AllowedRanges, find_allows
from specui.rules.diagnostic import Diagnostic, Finding, Fix, Severity, fingerprint
from specui.rules.registry import all_rules
from specui.rules.rule import LoadedRule, Subject
from specui.rules.text._damage import repair_damage
from specui.specs.blanks import blank_fields, is_within
from specui.specs.contents import Contents
from specui.specs.phrases import format_count
from specui.specs.spec import read_spec

_NOT_UTF_8 = "not-utf-8"
_OTHER_TEMPLATE = "other-template"
_UNREAD = "unread"
_UNFILLED = "unfilled-section"
_ASKS_FOR_NO_MORE = frozenset({"unknown-section", "section-out-of-order"})
"""The rules that are silent where a file may have more sections than its template."""
_ASKS_FOR_STRUCTURE = _ASKS_FOR_NO_MORE | {
    "missing-section", "misnumbered-section", "missing-subsection", "empty-section", "missing-field", "missing-owner",
}  # fmt: skip
"""The rules that ask for what the template has; silent for a template that is not strict."""
_SILENT_IF_OTHER_TEMPLATE = frozenset({"structure", "fields"})


class RuleError(Exception):
    """A rule failed. The message names the rule and the file; ``__cause__`` is the original error."""


def diagnose(subject: Subject) -> tuple[Diagnostic, ...]:
    """Return what is wrong with one file, sorted by offset.  Raises RuleError if a rule fails."""
    text_rules, other_template, content_rules = _rules_by_kind()
    if subject.source.error is not None:
        text_rules = tuple(r for r in text_rules if r.name == _NOT_UTF_8)
        return tuple(_diagnostics(subject, _findings(subject, text_rules)))
    found = list(_diagnostics(subject, _findings(subject, text_rules)))
    if subject.facts.is_template:
        return tuple(found)
    repair = repair_damage(subject)
    view = _repaired_subject(subject, repair) if repair else subject
    others = _run(view, other_template)
    rules = content_rules
    if view.template is None:
        if not view.contents.has_items:
            rules = tuple(r for r in rules if r.about == _UNREAD)
    elif not view.template.is_strict or view.template.allows_more:
        silent = _ASKS_FOR_NO_MORE if view.template.is_strict else _ASKS_FOR_STRUCTURE
        rules = tuple(r for r in rules if r.name not in silent)
    if others:
        rules = tuple(r for r in rules if r.about not in _SILENT_IF_OTHER_TEMPLATE)
    severity = _severity(view, other_template)
    reported = [(other_template, severity, finding) for finding in others] if severity is not None else []
    more = _outside_blanks(view, _diagnostics(view, [*reported, *_findings(view, rules)]))
    found += _map_back(more, repair) if repair else more
    found.sort(key=lambda d: (d.start, d.end, d.code))
    return tuple(found)


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic], *, safe_only: bool = True) -> Transaction:
    """Return the fixes of diagnostics as one transaction, without those that touch an earlier one.

    A fix goes in whole or not at all.  To apply the others, diagnose the result and fix again, a bounded number of
    times.
    """
    taken: list[TextEdit] = []
    fixed = 0
    for diagnostic in diagnostics:
        fix = diagnostic.fix
        if fix is None or not fix.edits or (safe_only and not fix.safe):
            continue
        if not any(_touches(edit, taken) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken, edit)
            fixed += 1
    return Transaction.of(text, taken, f"Fix {format_count(fixed, 'finding')}")


def _touches(edit: TextEdit, taken: list[TextEdit]) -> bool:
    """Return whether an edit touches one of ``taken``, which are sorted and separate."""
    index = bisect_left(taken, (edit.start,))
    if index > 0 and taken[index - 1].end >= edit.start:
        return True
    return index < len(taken) and taken[index].start <= edit.end


@cache
def _rules_by_kind() -> tuple[tuple[LoadedRule, ...], LoadedRule, tuple[LoadedRule, ...]]:
    """Return the rules about text, the rule other-template, and the rules about content."""
    rules = all_rules()
    text = tuple(r for r in rules if r.about == "text")
    other = next(r for r in rules if r.name == _OTHER_TEMPLATE)
    return text, other, tuple(r for r in rules if r.about != "text" and r is not other)


def _outside_blanks(subject: Subject, diagnostics: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Leave out what is found in blank sections, and of blank fields: one finding stands for all of them."""
    blank = subject.contents.blanks.sections
    if not blank or _severity(subject, _rule(_UNFILLED)) is None:
        return diagnostics
    lines = subject.document.lines
    fields = [(field.line.start, field.line.end) for field in blank_fields(subject.spec)]
    return [
        one
        for one in diagnostics
        if one.rule == _UNFILLED
        or not (
            is_within(blank, lines.line_at(one.start))
            or any(start <= one.start <= end for start, end in fields)
        )
    ]


@cache
def _rule(name: str) -> LoadedRule:
    return next(rule for rule in all_rules() if rule.name == name)


def _findings(subject: Subject, rules: Iterable[LoadedRule]) -> list[tuple[LoadedRule, Severity, Finding]]:
    has_template = subject.template is not None
    found = []
    for rule in rules:
        severity = _severity(subject, rule)
        if severity is not None and (has_template or not rule.needs_template):
            found += [(rule, severity, finding) for finding in _run(subject, rule)]
    return found


def _severity(subject: Subject, rule: LoadedRule) -> Severity | None:
    severities = subject.facts.settings.severities
    if rule.name not in severities and subject.template is not None and rule.name in subject.template.info:
        return min(rule.severity, Severity.INFO)
    return severities.get(rule.name, rule.severity)


def _run(subject: Subject, rule: LoadedRule) -> list[Finding]:
    try:
        return list(rule.check(subject))
    except Exception as error:
        place = subject.path or subject.spec.title or "this file"
        raise RuleError(f"rule {rule.name} failed on {place}: {error!r}") from error


def _diagnostics(subject: Subject, found: list[tuple[LoadedRule, Severity, Finding]]) -> Iterator[Diagnostic]:
    if not found:
        return
    found.sort(key=lambda entry: (entry[2].start, entry[2].end, entry[0].code))
    text, allowed = subject.text, AllowedRanges(find_allows(subject.document))
    seen: Counter[tuple[str, str, str]] = Counter()
    for rule, severity, finding in found:
        if allowed.covers(rule.name, rule.code, finding.start):
            continue
        holder = subject.spec.section_at(finding.start)
        section = holder.name if holder else ""
        about = finding.key or text[finding.start : finding.end]
        seen[rule.name, section, about] += 1
        again = seen[rule.name, section, about]
        yield Diagnostic(
            rule=rule.name,
            code=rule.code,
            severity=severity,
            message=finding.message,
            start=finding.start,
            end=finding.end,
            section=section,
            fingerprint=fingerprint(rule.name, section, about if again == 1 else f"{about}\0{again}"),
            fix=finding.fix if rule.about == "text" else _outside_conflicts(subject, finding.fix),
        )


def _outside_conflicts(subject: Subject, fix: Fix | None) -> Fix | None:
    """Return a fix, or None if it would change lines of a merge conflict, which specui does not read."""
    if fix is None or not subject.document.conflicts:
        return fix
    for edit in fix.edits:
        before = subject.document.conflicts_within(0, edit.end + 1)[-1:]
        if before and edit.start <= before[0].end:
            return None
    return fix


def _repaired_subject(subject: Subject, repair: Transaction) -> Subject:
    text = repair.apply(subject.text)
    spec = read_spec(scan(text), subject.facts.templates, subject.facts.bound)
    source = replace(subject.source, text=text)
    return replace(subject, source=source, contents=Contents(spec))


def _map_back(diagnostics: Iterable[Diagnostic], repair: Transaction) -> Iterator[Diagnostic]:
    """Map findings from the repaired text to the file, without fixes: those wait for the repair."""
    back = _OffsetMap(repair)
    for found in diagnostics:
        yield replace(found, start=back.start(found.start), end=back.end(found.end), fix=None)


class _OffsetMap:
    """Maps offsets of the repaired text to the damaged text."""

    def __init__(self, repair: Transaction) -> None:
        self.spans: list[tuple[int, int, int, int]] = []
        self.ends: list[int] = []
        shift = 0
        for edit in repair.edits:
            start = edit.start + shift
            end = start + len(edit.replacement)
            self.spans.append((start, end, edit.start, edit.end))
            self.ends.append(end)
            shift += len(edit.replacement) - (edit.end - edit.start)

    def start(self, offset: int) -> int:
        """Map the start of a range; inside a damaged span, return where the span starts."""
        return self._map(offset, at_end=False)

    def end(self, offset: int) -> int:
        """Map the end of a range; inside a damaged span, return where the span ends."""
        return self._map(offset, at_end=True)

    def _map(self, offset: int, *, at_end: bool) -> int:
        # The first span that is not entirely before the offset.
        index = bisect_left(self.ends, offset) if at_end else bisect_right(self.ends, offset)
        if index < len(self.spans):
            start, _, old_start, old_end = self.spans[index]
            if offset > start or (offset == start and not at_end):
                return old_end if at_end else old_start
        return offset + (self.spans[index - 1][3] - self.ends[index - 1] if index else 0)
