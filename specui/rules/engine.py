"""Runs the rules over one file: which of them apply, what the file accepts, and the fixes.

A file that is not UTF-8 gets that finding alone, a template the rules on text alone, and a file
that fits no template those and the rules on what could not be read.  Where the encoding is damaged, the rules on content
look at the mended text and their findings are carried back, so that damage is told once.
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
from specui.specs.contents import Contents
from specui.specs.spec import read_spec

_NOT_UTF_8 = "not-utf-8"
_OTHER_TEMPLATE = "other-template"
_UNREAD = "unread"
_SILENCED = frozenset({"structure", "fields"})


class RuleError(Exception):
    """A rule failed; the sentence names the rule and the file, the cause is chained."""


def diagnose(subject: Subject) -> tuple[Diagnostic, ...]:
    """Return what is wrong with one file, sorted by place.  Raises RuleError where a rule fails."""
    text_rules, other_template, content_rules = _by_kind()
    if subject.source.error is not None:
        text_rules = tuple(r for r in text_rules if r.rule.name == _NOT_UTF_8)
        return tuple(_diagnostics(subject, _findings(subject, text_rules)))
    found = _diagnostics(subject, _findings(subject, text_rules))
    if subject.facts.is_template:
        return tuple(found)
    mending = repair_damage(subject)
    view = _mended(subject, mending) if mending else subject
    others = _run(view, other_template)
    rules = content_rules
    if view.template is None:
        rules = tuple(r for r in rules if r.rule.about == _UNREAD)
    if others:
        rules = tuple(r for r in rules if r.rule.about not in _SILENCED)
    severity = _severity(view, other_template)
    told = [(other_template, severity, finding) for finding in others] if severity is not None else []
    more = _diagnostics(view, [*told, *_findings(view, rules)])
    found += _carried_back(more, mending) if mending else more
    found.sort(key=lambda d: (d.start, d.end, d.code))
    return tuple(found)


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic], *, safe_only: bool = True) -> Transaction:
    """Return the fixes of diagnostics as one transaction, leaving out what touches one before it.

    A fix is taken as a whole or not at all.  Diagnose the result again, a bounded
    number of times, for those that were left out.
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
    return Transaction.of(text, taken, f"Fix {fixed} {'finding' if fixed == 1 else 'findings'}")


def _touches(edit: TextEdit, taken: list[TextEdit]) -> bool:
    """Whether an edit meets one of those taken, which are sorted and lie apart."""
    index = bisect_left(taken, (edit.start,))
    if index > 0 and taken[index - 1].end >= edit.start:
        return True
    return index < len(taken) and taken[index].start <= edit.end


@cache
def _by_kind() -> tuple[tuple[LoadedRule, ...], LoadedRule, tuple[LoadedRule, ...]]:
    """Return the rules on text, the one that silences others, and the rules on content."""
    rules = [r for r in all_rules() if r.rule.about != "workspace"]
    text = tuple(r for r in rules if r.rule.about == "text")
    other = next(r for r in rules if r.rule.name == _OTHER_TEMPLATE)
    return text, other, tuple(r for r in rules if r.rule.about != "text" and r is not other)


def _findings(subject: Subject, rules: Iterable[LoadedRule]) -> list[tuple[LoadedRule, Severity, Finding]]:
    set_severities = subject.facts.settings.severities
    has_template = subject.template is not None
    found = []
    for loaded in rules:
        rule = loaded.rule
        severity = set_severities.get(rule.name, None if rule.off else rule.severity)
        if severity is None or (rule.needs_template and not has_template):
            continue
        if findings := _run(subject, loaded):
            found += [(loaded, severity, finding) for finding in findings]
    return found


def _severity(subject: Subject, loaded: LoadedRule) -> Severity | None:
    rule = loaded.rule
    return subject.facts.settings.severities.get(rule.name, None if rule.off else rule.severity)


def _run(subject: Subject, loaded: LoadedRule) -> list[Finding]:
    try:
        return list(loaded.check(subject))
    except Exception as error:
        place = subject.path or subject.spec.title or "this file"
        raise RuleError(f"rule {loaded.rule.name} failed on {place}: {error!r}") from error


def _diagnostics(subject: Subject, found: list[tuple[LoadedRule, Severity, Finding]]) -> list[Diagnostic]:
    return list(_told(subject, found)) if found else []


def _told(subject: Subject, found: list[tuple[LoadedRule, Severity, Finding]]) -> Iterator[Diagnostic]:
    found.sort(key=lambda entry: (entry[2].start, entry[2].end, entry[0].rule.code))
    text, accepted = subject.text, AllowedRanges(find_allows(subject.document))
    seen: Counter[tuple[str, str, str]] = Counter()
    for loaded, severity, finding in found:
        rule = loaded.rule
        if accepted.covers(rule.name, rule.code, finding.start):
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
    """Return a fix, or None where it would change lines of a merge conflict, which are not read."""
    if fix is None or not subject.document.conflicts:
        return fix
    for edit in fix.edits:
        before = subject.document.conflicts_within(0, edit.end + 1)[-1:]
        if before and edit.start <= before[0].end:
            return None
    return fix


def _mended(subject: Subject, mending: Transaction) -> Subject:
    text = mending.apply(subject.text)
    spec = read_spec(scan(text), subject.facts.templates)
    source = replace(subject.source, text=text)
    return replace(subject, source=source, contents=Contents(spec))


def _carried_back(diagnostics: Iterable[Diagnostic], mending: Transaction) -> Iterator[Diagnostic]:
    """Map findings on the mended text to the text as it is; their fixes have to wait for it."""
    back = _Back(mending)
    for found in diagnostics:
        yield replace(found, start=back.start(found.start), end=back.end(found.end), fix=None)


class _Back:
    """Where places of the mended text stand in the damaged one."""

    def __init__(self, mending: Transaction) -> None:
        self.spans: list[tuple[int, int, int, int]] = []
        self.ends: list[int] = []
        shift = 0
        for edit in mending.edits:
            start = edit.start + shift
            end = start + len(edit.replacement)
            self.spans.append((start, end, edit.start, edit.end))
            self.ends.append(end)
            shift += len(edit.replacement) - (edit.end - edit.start)

    def start(self, offset: int) -> int:
        """Return the place for the start of a range: before a damaged span that it falls into."""
        return self._map(offset, at_end=False)

    def end(self, offset: int) -> int:
        """Return the place for the end of a range: behind a damaged span that it falls into."""
        return self._map(offset, at_end=True)

    def _map(self, offset: int, *, at_end: bool) -> int:
        # The first span that does not lie before the offset as a whole.
        index = bisect_left(self.ends, offset) if at_end else bisect_right(self.ends, offset)
        if index < len(self.spans):
            start, _, old_start, old_end = self.spans[index]
            if offset > start or (offset == start and not at_end):
                return old_end if at_end else old_start
        return offset + (self.spans[index - 1][3] - self.ends[index - 1] if index else 0)
