"""The questions that are asked: what is told, what can be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.markdown.blocks import Conflict as MergeConflict
from specui.markdown.edits import Transaction
from specui.rules.diagnostic import Diagnostic
from specui.specs.readiness import Blocker
from specui.tui.diff import diff_paragraphs, unified
from specui.tui.paint import Cell
from specui.tui.paragraphs import Para, plain
from specui.tui.screens.dialog import CLOSE, Answer, Question, TextDialog
from specui.tui.text import fit, safe, width
from specui.workspace.files import SpecFile
from specui.workspace.recovery import Entry as Typing
from specui.workspace.session import Conflict

_GO_ON = Answer(("answer-leave",), "go on writing", "")


class Value(NamedTuple):
    """What was typed in a field, under its name."""

    label: str
    text: str


def leave_form(title: str, values: Sequence[Value]) -> Question:
    """Ask whether what was typed in place may go: `keep`, `throw` or nothing."""
    return Question(
        f"Cancel {title}? It is not saved yet",
        typed_values(values),
        (
            Answer(("answer-keep",), "save it", "keep"),
            Answer(("answer-throw",), "throw it away", "throw"),
            _GO_ON,
        ),
    )


def typed_values(values: Sequence[Value]) -> list[Para]:
    """Return what was typed, a field a line, and which fields are empty."""
    widest = max((width(safe(value.label)) for value in values), default=0) + 2
    found: list[Para] = []
    for label, text in values:
        name = safe(label)
        lead = Cell(name + " " * (widest - width(name)), "muted")
        found.append(
            Para(safe(text) if text.strip() else "nothing yet", "" if text.strip() else "warning", (lead,))
        )
    return found


def leave_editor(before: str, typed: str) -> Question:
    """Ask whether what is typed may go: `keep`, `throw` or nothing."""
    return Question(
        "Leave without keeping what is typed?",
        diff_paragraphs(unified(before, typed)),
        (
            Answer(("answer-keep",), "keep it", "keep"),
            Answer(("answer-throw",), "throw it away", "throw"),
            _GO_ON,
        ),
    )


def quit_typing(before: str, typed: str, values: Sequence[Value] = ()) -> Question:
    """Ask before leaving the program: `keep`, `throw` or nothing. `values` are what was typed in place."""
    return Question(
        "Leave specui? What is typed here is not saved",
        typed_values(values) if values else diff_paragraphs(unified(before, typed)),
        (
            Answer(("answer-keep",), "keep it and leave", "keep"),
            Answer(("answer-throw",), "throw it away and leave", "throw"),
            _GO_ON,
        ),
    )


def conflict(found: Conflict, mine: str) -> Question:
    """Show both texts and ask: `mine`, `theirs` or nothing. `mine` is the whole file with what is typed."""
    if found.theirs is None:
        return Question(
            "The file is gone",
            plain(f"{found}. What you typed is still here."),
            (
                Answer(("answer-mine",), "write the file again, with mine", "mine"),
                Answer(("answer-throw",), "let it go", "theirs"),
                _GO_ON,
            ),
        )
    legend = Para("", "", (Cell("− on disk now", "removed"), Cell("    "), Cell("+ yours", "added")))
    return Question(
        "Yours and what is on disk differ",
        [
            Para("Somebody changed the same lines while you wrote. Nothing of yours was saved yet."),
            Para(),
            legend,
            Para(),
            *diff_paragraphs(unified(found.theirs, mine)),
        ],
        (
            Answer(("answer-mine",), "keep mine", "mine"),
            Answer(("answer-throw",), "take theirs", "theirs"),
            _GO_ON,
        ),
    )


def recovery(typing: Typing, name: str, file: SpecFile | None) -> Question:
    """Offer unsaved typing of an earlier program: `restore`, `discard` or nothing. `file` is None where it is gone."""
    from specui.tui.editing import draft_of
    from specui.tui.outline import entry_named, outline

    later, discard = Answer(("answer-leave",), "later", ""), Answer(("answer-discard",), "discard", "discard")
    if file is None:
        body = [Para("The file is gone; this can be restored when it is back."), Para(), *plain(typing.text)]
        return Question(f"Unsaved typing in {name}", body, (discard, later))
    draft = draft_of(file, entry_named(outline(file.contents), typing.section_key))
    told = (
        ""
        if draft.digest == typing.base_digest
        else " The file has changed since; it is compared with what is there now."
    )
    return Question(
        f"Unsaved typing: {typing.section_key} in {name}",
        [
            Para(f"specui ended before this was saved.{told}"),
            Para(),
            *diff_paragraphs(unified(draft.source, typing.text)),
        ],
        (Answer(("answer-restore", "answer-yes"), "restore into the editor", "restore"), discard, later),
    )


def approve(title: str, name: str, found: Sequence[Blocker], *, may_leave: bool) -> Question:
    """Say what stands between a spec and Approved, and ask: `approve`, `list` or nothing.

    `may_leave` says whether one can go to the list from here.
    """
    from specui.specs.readiness import objection
    from specui.tui.layout.blocker_rows import blocker_groups
    from specui.tui.text import safe

    body = [Para(objection(found))]
    for group in blocker_groups(found, name, {"fix": "", "tick": ""}):
        body += [Para(), Para(group.title, "accent bold")]
        body += [Para(safe(item.text), "", (Cell("  · ", "muted"),)) for item in group.items]
    answers = [Answer(("answer-yes",), "approve all the same", "approve")]
    if may_leave:
        answers.append(Answer(("answer-blockers",), "go to one of them", "list"))
    return Question(f"Approve {title}?", body, (*answers, Answer(("answer-leave",), "leave it", "")))


def fix(file: SpecFile, diagnostic: Diagnostic, transaction: Transaction) -> Question:
    """Show what a fix would change: `one`, `all` or nothing."""
    assert diagnostic.fix is not None
    alone = diagnostic.fix.safe
    answers = [Answer(("answer-yes",), "apply" if alone else "apply (it may change the meaning)", "one")]
    safe = sum(1 for d in file.diagnostics if d.fix is not None and d.fix.safe)
    if safe > 1 or (safe == 1 and not alone):
        answers.append(Answer(("answer-all",), f"apply all {safe} safe fixes of this file", "all"))
    return Question(
        f"Fix {diagnostic.rule}: {diagnostic.fix.title}",
        [
            *plain(diagnostic.message),
            Para(),
            *diff_paragraphs(unified(file.text, transaction.apply(file.text))),
        ],
        (*answers, Answer(("answer-leave",), "leave it", "")),
    )


def merge(file: SpecFile, conflict: MergeConflict) -> Question:
    """Show what each side of a merge conflict says, as changes from ours to theirs: `ours`, `theirs`, `both` or nothing."""
    from specui.markdown.conflicts import labels_of, sides_of

    document = file.contents.spec.document
    sides, names = sides_of(conflict), [fit(name, 24) for name in labels_of(document, conflict)]
    ours, theirs = (
        "".join(document.lines.full_range(n).of(file.text) for n in range(first, last + 1))
        for first, last in (sides.ours, sides.theirs)
    )
    legend = Para("", "", (Cell(f"− {names[0]}", "removed"), Cell("    "), Cell(f"+ {names[1]}", "added")))
    return Question(
        f"Merge conflict in lines {conflict.line}–{conflict.end_line}",
        [legend, Para(), *diff_paragraphs(unified(ours, theirs))],
        (
            Answer(("answer-ours",), f"keep {names[0]}", "ours"),
            Answer(("answer-theirs",), f"keep {names[1]}", "theirs"),
            Answer(("answer-both",), "keep both", "both"),
            Answer(("answer-leave",), "cancel", ""),
        ),
    )


def manual(diagnostic: Diagnostic) -> TextDialog:
    """Show the manual page of a diagnostic's rule."""
    from specui.rules.registry import find_rule

    rule = find_rule(diagnostic.rule)
    text = rule.manual if rule is not None else diagnostic.message
    body = [_manual_line(line) for line in text.split("\n")]
    return TextDialog(f"{diagnostic.rule} · {diagnostic.code}", body, (CLOSE,), toggle="manual")


def _manual_line(line: str) -> Para:
    if line.startswith("#"):
        return Para(line.lstrip("# "), "accent bold")
    indent = len(line) - len(line.lstrip())
    return plain(line.strip())[0]._replace(
        lead=(Cell(" " * indent),), look="code-foreground" if indent >= 4 else ""
    )
