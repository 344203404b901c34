"""The questions that are asked: what is told, what can be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.markdown.blocks import Conflict as MergeConflict
from specui.markdown.edits import Transaction
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic
from specui.specs.readiness import Blocker
from specui.tui.dialogs.dialog import CLOSE, Answer, Question, TextDialog
from specui.tui.rendering.diff_lines import CONTEXT, DiffLine, diff_paragraphs, unified
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para, plain
from specui.tui.rendering.safe_text import fit, safe, width
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Conflict
from specui.workspace.state.recovery import Entry as Typing, FormTyped
from specui.workspace.storage.merge import Clash, Merged

if TYPE_CHECKING:
    from specui.tui.models.recovered_typing import Recovered

_GO_ON = Answer(("answer-leave",), "go on writing", "")
_KEEP_EDITING = Answer(("answer-leave",), "Keep editing", "")
_RESTORE = Answer(("answer-restore",), "Restore", "restore")
_DISCARD = Answer(("answer-discard",), "Discard", "discard")
_LATER = Answer(("answer-leave",), "Later", "")
_LOST = (Answer(("answer-copy",), "Copy text", "copy"), _DISCARD, _LATER)


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


def gone(found: Conflict) -> Question:
    """Ask what becomes of typing in a file that is not there any more: `mine`, `theirs` or nothing."""
    return Question(
        "The file is gone",
        plain(f"{found}. What you typed is still here."),
        (
            Answer(("answer-mine",), "Save the file again", "mine"),
            Answer(("answer-discard", "answer-throw"), "Discard", "theirs"),
            _KEEP_EDITING,
        ),
    )


def clash(name: str, merged: Merged, number: int) -> Question:
    """Show lines that both changed, and ask which hold: `mine`, `theirs` or nothing.

    `number` is one of those that are asked about. Nothing but these lines is decided.
    """
    found, asked = merged.clashes[number], merged.undecided
    count = f" {asked.index(number) + 1} of {len(asked)}" if len(asked) > 1 else ""
    return Question(
        f"Conflict{count}: line {found.line} of {name}",
        [
            Para(f"You and someone else changed the same lines. {merged_too(merged)}"),
            Para(),
            *_clash_lines(merged, found),
        ],
        (
            Answer(("answer-mine",), "Save mine", "mine"),
            Answer(("answer-discard", "answer-throw"), "Discard mine", "theirs"),
            _KEEP_EDITING,
        ),
    )


def merged_too(merged: Merged) -> str:
    """Say what is merged beside the lines in conflict."""
    mine, theirs = merged.mine, merged.theirs
    if not mine + theirs:
        return "Nothing else changes."
    count, verb = mine + theirs, "changes are" if mine + theirs > 1 else "change is"
    if mine and theirs:
        return f"{count} other {verb} merged: {mine} of yours, {theirs} by others."
    return f"{count} other {verb} merged, made by {'you' if mine else 'others'}."


def _clash_lines(merged: Merged, found: Clash) -> list[Para]:
    """Return both sides of a conflict, one under the other, between the lines around it."""
    index = LineIndex(merged.text)
    first, last = found.line, found.line + len(_side("-", found.line, found.theirs)) - 1

    def around(low: int, high: int) -> list[DiffLine]:
        numbers = range(max(1, low), min(high, len(index)) + 1)
        texts = {n: merged.text[index.starts[n - 1] : index.ends[n - 1]] for n in numbers}
        return [DiffLine(" ", n, text) for n, text in texts.items() if text.strip()]

    before, after = around(first - CONTEXT, first - 1), around(last + 1, last + CONTEXT)
    parts = [before, _side("-", first, found.theirs), _side("+", first, found.mine), after]
    digits = max(len(str(line.line)) for part in parts for line in (*part, DiffLine("", first, "")))
    shown = [diff_paragraphs(part, digits) if part else [] for part in parts]
    deleted = [Para("deleted", "muted", (Cell("    "),))]
    return [
        *shown[0],
        Para("On disk:", "muted"),
        *(shown[1] or deleted),
        Para("Yours:", "muted"),
        *(shown[2] or deleted),
        *([Para(), *shown[3]] if shown[3] else []),
    ]


def _side(sign: str, first: int, text: str) -> list[DiffLine]:
    index = LineIndex(text)
    count = len(index) - (index.starts[-1] == index.length)
    return [DiffLine(sign, first + n, text[index.starts[n] : index.ends[n]]) for n in range(count)]


def recovery(
    typing: Typing, name: str, file: SpecFile | None, found: Recovered | None, *, there: bool
) -> Question:
    """Offer unsaved typing of an earlier program: `restore`, `copy`, `discard` or nothing.

    `file` is None where it is gone, or is `there` but not among the specs; `found` is what becomes of the typing, None where it cannot be restored.
    """
    title = f"Unsaved typing: {typing.section_key} in {name}"
    if file is None and there:
        return lost(typing, title, "This file is no longer among the specs here, so this cannot be restored.")
    if file is None and typing.base is not None:
        body = [Para("specui ended before this was saved, and the file has been deleted since.")]
        again = Answer(("answer-restore", "answer-mine"), "Save the file again", "restore")
        return Question(title, [*body, Para(), *plain(typing.text)], (again, *_LOST))
    if file is None or found is None:
        what = "The file" if file is None else f"The section “{typing.section_key}”"
        return lost(typing, title, f"{what} is gone, so this cannot be restored.")
    told = ["specui ended before this was saved."]
    if found.draft.blind:
        told.append("The file has changed since. You are asked about each difference when you save.")
    elif found.clashes:
        places = "the same lines" if found.clashes == 1 else f"the same lines in {found.clashes} places"
        told.append(f"Someone else has changed {places} since. You are asked about them when you save.")
    elif found.changed:
        told.append("The file has changed since; your typing is merged with what is on disk.")
    return Question(
        title,
        [Para(" ".join(told)), Para(), *diff_paragraphs(unified(file.text, found.result))],
        (_RESTORE, _DISCARD, _LATER),
    )


def recovered_form(typing: Typing, name: str, *, there: bool) -> Question:
    """Offer a form that was left open by an earlier program: `restore`, `copy`, `discard` or nothing.

    `there` says whether its item is still there.
    """
    form = typing.form
    assert form is not None
    title = form_title(form, name)
    if not there:
        return lost(typing, title, "The item that this form was about is gone, so it cannot be restored.")
    item = form.line.strip()
    where = [Para(safe(item), "muted"), Para()] if item else []
    values = typed_values([Value(*pair) for pair in zip(form.labels, form.values, strict=True)])
    return Question(
        title,
        [
            Para("specui ended before this form was saved. Restoring opens it again; nothing is saved yet."),
            Para(),
            *where,
            *values,
        ],
        (_RESTORE, _DISCARD, _LATER),
    )


def form_title(form: FormTyped, name: str) -> str:
    """Return what a form of an earlier program is called in a question."""
    from specui.workspace.state.recovery import ANSWER, EDIT, TRIAGE

    if form.how in {EDIT, ANSWER}:
        return f"Unsaved {form.how} in {name}"
    return f"Unsaved form: {form.title.capitalize() if form.how == TRIAGE else form.title} in {name}"


def lost(typing: Typing, title: str, reason: str) -> Question:
    """Show typing that has no place any more, to be copied: `copy`, `discard` or nothing."""
    return Question(title, [*plain(f"{reason} Copy what you need."), Para(), *plain(typing.text)], _LOST)


def approve(
    title: str, name: str, found: Sequence[Blocker], *, may_leave: bool, known: bool = True
) -> Question:
    """Say what blocks the approval of a spec, and ask: `approve`, `list` or nothing.

    `may_leave` says whether one can go to the list from here, `known` whether a template says what there is to do.
    """
    from specui.specs.approval import NO_TEMPLATE
    from specui.specs.readiness import objection
    from specui.tui.rendering.blocker_rows import blocker_groups
    from specui.tui.rendering.safe_text import safe

    said = [*([objection(found)] if found else []), *([] if known else [NO_TEMPLATE])]
    body = [Para(" ".join(said))]
    for group in blocker_groups(found, name, {"fix": "", "tick": ""}):
        body += [Para(), Para(group.title, "accent bold")]
        body += [Para(safe(item.text), "", (Cell("  · ", "muted"),)) for item in group.items]
    answers = [Answer(("answer-yes",), "approve all the same", "approve")]
    if may_leave and found:
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
    from specui.markdown.conflicts import find_sides, read_labels

    document = file.contents.spec.document
    sides, names = find_sides(conflict), [fit(name, 24) for name in read_labels(document, conflict)]
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
