"""The questions that specui asks: their text and their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.markdown.blocks import Conflict as MergeConflict
from specui.markdown.edits import Transaction
from specui.markdown.text import LineIndex
from specui.rules.diagnostic import Diagnostic
from specui.specs.readiness import Blocker
from specui.tui.dialogs.answers import (
    APPROVE,
    CANCEL,
    CLOSE,
    COPY,
    DISCARD,
    DISCARD_AND_QUIT,
    DISCARD_MINE,
    DROP,
    KEEP_EDITING,
    LATER,
    RESTORE,
    RESTORE_FILE,
    SAVE,
    SAVE_AGAIN,
    SAVE_AND_QUIT,
    SAVE_MINE,
    SHOW_BLOCKERS,
    TAKE_THEIRS,
    apply_all,
    keep_sides,
    one,
    yes,
)  # fmt: skip
from specui.tui.dialogs.dialog import Question, TextDialog
from specui.tui.rendering.diff_lines import CONTEXT, DiffLine, diff_paragraphs, unified
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para, plain, with_code
from specui.tui.rendering.safe_text import fit, safe, width
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.state.recovery import FormTyped, UnsavedEdit
from specui.workspace.storage.errors import Conflict
from specui.workspace.storage.merge import Clash, Merged

if TYPE_CHECKING:
    from specui.tui.models.recovered_edit import Recovered

_LOST = (COPY, DROP, LATER)


class Value(NamedTuple):
    """What the user typed in a field, with the field's label."""

    label: str
    text: str


def leave_form(title: str, values: Sequence[Value], *, valid: bool = True) -> Question:
    """Ask before an edited form is closed: `keep`, `throw` or ""; only `valid` values can be saved."""
    return Question(
        f"Discard {title}?",
        typed_values(values),
        (*((SAVE,) if valid else ()), DISCARD, KEEP_EDITING),
    )


def typed_values(values: Sequence[Value]) -> list[Para]:
    """Return the values, a line for each field; empty fields are marked."""
    widest = max((width(safe(value.label)) for value in values), default=0) + 2
    found: list[Para] = []
    for label, text in values:
        name = safe(label)
        lead = Cell(name + " " * (widest - width(name)), "muted")
        found.append(
            Para(safe(text) if text.strip() else "(empty)", "" if text.strip() else "warning", (lead,))
        )
    return found


def leave_editor(before: str, typed: str) -> Question:
    """Ask before the editor is closed with unsaved changes: `keep`, `throw` or ""."""
    return Question(
        "Discard unsaved changes?",
        diff_paragraphs(unified(before, typed)),
        (SAVE, DISCARD, KEEP_EDITING),
    )


def pasted_lines(counted: Callable[[int], str], texts: Sequence[str]) -> Question:
    """Ask whether pasted lines are an item each: `each`, `one` or "". `counted` says a number of items in words."""
    several = counted(len(texts))
    return Question(
        f"Add {several}, or one?",
        [Para(safe(text), "", (Cell("· ", "muted"),)) for text in texts],
        (yes(f"Add {several}", "each"), one(f"Join into {counted(1)}"), KEEP_EDITING),
    )


def quit_typing(before: str, typed: str, values: Sequence[Value] = (), *, valid: bool = True) -> Question:
    """Ask before specui quits with unsaved changes: `keep`, `throw` or "".

    `values` are those of an open form; only `valid` ones can be saved.
    """
    return Question(
        "Quit without saving?",
        typed_values(values) if values else diff_paragraphs(unified(before, typed)),
        (*((SAVE_AND_QUIT,) if valid else ()), DISCARD_AND_QUIT, KEEP_EDITING),
    )


def gone(found: Conflict) -> Question:
    """Ask what to do with an edit of a file that was deleted: `mine`, `theirs` or ""."""
    return Question(
        "The file was deleted",
        plain(f"{found}. Your edit is still here."),
        (SAVE_AGAIN, TAKE_THEIRS, KEEP_EDITING),
    )


def clash(name: str, merged: Merged, number: int) -> Question:
    """Show lines that both sides changed, and ask which to save: `mine`, `theirs` or "".

    `number` is the number of the conflict in `merged.clashes`. The answer decides about these lines only.
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
        (SAVE_MINE, DISCARD_MINE, KEEP_EDITING),
    )


def merged_too(merged: Merged) -> str:
    """Return a sentence about what is merged besides the lines in conflict."""
    mine, theirs = merged.mine, merged.theirs
    if not mine + theirs:
        return "Nothing else changes."
    count, verb = mine + theirs, "changes are" if mine + theirs > 1 else "change is"
    if mine and theirs:
        return f"{count} other {verb} merged: {mine} of yours, {theirs} by others."
    return f"{count} other {verb} merged, made by {'you' if mine else 'others'}."


def _clash_lines(merged: Merged, found: Clash) -> list[Para]:
    """Return both sides of a conflict, one above the other, with the lines around it."""
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
    unsaved: UnsavedEdit, name: str, file: SpecFile | None, found: Recovered | None, *, there: bool
) -> Question:
    """Offer an unsaved edit of an earlier run: `restore`, `copy`, `discard` or "".

    `file` is None if it was deleted, or is no spec any more (`there`). `found` is what the edit becomes in the file as
    it is now, None if it cannot be restored.
    """
    title = f"Unsaved changes: {unsaved.section_key} in {name}"
    if file is None and there:
        return lost(
            unsaved, title, "This file is no longer among the specs here, so the edit cannot be restored."
        )
    if file is None and unsaved.base is not None:
        body = [Para("specui closed before this was saved, and the file has been deleted since.")]
        return Question(title, [*body, Para(), *plain(unsaved.text)], (RESTORE_FILE, *_LOST))
    if file is None or found is None:
        what = "The file" if file is None else f"The section “{unsaved.section_key}”"
        return lost(unsaved, title, f"{what} is gone, so the edit cannot be restored.")
    facts = ["specui closed before this was saved."]
    if found.draft.blind:
        facts.append("The file has changed since. When you save, specui asks about each difference.")
    elif found.clashes:
        places = "the same lines" if found.clashes == 1 else f"the same lines in {found.clashes} places"
        facts.append(f"Someone else has changed {places} since. When you save, specui asks about each.")
    elif found.changed:
        facts.append("The file has changed since; your edit is merged with it.")
    return Question(
        title,
        [Para(" ".join(facts)), Para(), *diff_paragraphs(unified(file.text, found.result))],
        (RESTORE, DROP, LATER),
    )


def recovered_form(unsaved: UnsavedEdit, name: str, *, there: bool) -> Question:
    """Offer a form that was open when an earlier run ended: `restore`, `copy`, `discard` or "".

    `there` says whether its item still exists.
    """
    form = unsaved.form
    assert form is not None
    title = form_title(form, name)
    if not there:
        return lost(
            unsaved, title, f"The item of this {form.noun} is gone, so the {form.noun} cannot be restored."
        )
    return Question(
        title,
        [
            Para(
                f"specui closed before this {form.noun} was saved. Restore opens it again; nothing is saved yet."
            ),
            Para(),
            *_typed_of(form),
        ],
        (RESTORE, DROP, LATER),
    )


def _typed_of(form: FormTyped) -> list[Para]:
    """Return what was typed: in place, below what it replaces; in a form, below the form's item."""
    from specui.workspace.state.recovery import EDIT

    if form.how == EDIT and len(form.values) == len(form.before) == 1:
        return typed_values([Value("Before", form.before[0]), Value("Typed", form.values[0])])
    item = [Value("Item", form.line.strip())] if form.line.strip() else []
    values = [Value(*pair) for pair in zip(form.labels, form.values, strict=True)]
    return typed_values([*item, *values])


def form_title(form: FormTyped, name: str) -> str:
    """Return the title of the question about a form of an earlier run."""
    from specui.workspace.state.recovery import ANSWER, EDIT, TRIAGE

    if form.how in {EDIT, ANSWER}:
        return f"Unsaved changes: {form.how} in {name}"
    return f"Unsaved changes: {form.title.capitalize() if form.how == TRIAGE else form.title} in {name}"


def lost(unsaved: UnsavedEdit, title: str, reason: str) -> Question:
    """Show an edit that cannot be restored, to copy it: `copy`, `discard` or ""."""
    return Question(title, [*plain(f"{reason} Copy what you need."), Para(), *plain(unsaved.text)], _LOST)


def approve(
    title: str, name: str, found: Sequence[Blocker], *, may_leave: bool, known: bool = True
) -> Question:
    """Show what blocks the approval of a spec, and ask: `approve`, `list` or "".

    `may_leave` offers the list of blockers; `known` says whether a template tells what a spec needs.
    """
    from specui.specs.approval import NO_TEMPLATE
    from specui.specs.readiness import objection
    from specui.tui.rendering.blocker_rows import blocker_groups
    from specui.tui.rendering.safe_text import safe

    objections = [*([objection(found)] if found else []), *([] if known else [NO_TEMPLATE])]
    body = [Para(" ".join(objections))]
    for group in blocker_groups(found, name, {"open": "", "fix": "", "tick": ""}):
        body += [Para(), Para(group.title, "accent bold")]
        body += [Para(safe(item.text), "", (Cell("  · ", "muted"),)) for item in group.items]
    lists = (SHOW_BLOCKERS,) if may_leave and found else ()
    return Question(f"Approve {title}?", body, (APPROVE, *lists, CANCEL))


def fix(file: SpecFile, diagnostic: Diagnostic, transaction: Transaction) -> Question:
    """Show the diff of a fix, and ask: `one`, `all` or ""."""
    assert diagnostic.fix is not None
    alone = diagnostic.fix.safe
    answers = [yes("Apply" if alone else "Apply (may change the meaning)", "one")]
    safe = sum(1 for d in file.diagnostics if d.fix is not None and d.fix.safe)
    if safe > 1 or (safe == 1 and not alone):
        answers.append(apply_all(safe))
    return Question(
        f"Fix {diagnostic.rule}: {diagnostic.fix.title}",
        [
            *plain(diagnostic.message),
            Para(),
            *diff_paragraphs(unified(file.text, transaction.apply(file.text))),
        ],
        (*answers, CANCEL),
    )


def merge(file: SpecFile, conflict: MergeConflict) -> Question:
    """Show a merge conflict as a diff from ours to theirs, and ask: `ours`, `theirs`, `both` or ""."""
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
        (*keep_sides(names[0], names[1]), CANCEL),
    )


def manual(diagnostic: Diagnostic) -> TextDialog:
    """Show the manual of the rule that made a diagnostic."""
    from specui.rules.registry import find_rule

    rule = find_rule(diagnostic.rule)
    text = rule.manual if rule is not None else diagnostic.message
    body = [_manual_line(line) for line in _joined(text.split("\n"))]
    return TextDialog(f"{diagnostic.rule} · {diagnostic.code}", body, (CLOSE,), toggle="explain-rule")


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a manual with those of a paragraph, or of an item, as one, so that it wraps once."""
    held = ""
    for line in lines:
        starts = line[:1] in {"#", "-", " ", "|", ""} or held[:1] in {"#", "|", ""}
        item = held.startswith("- ") and line.startswith("  ") and line[2:3].strip()
        if held.strip() and (item or not starts) and not held.startswith("    "):
            held = f"{held} {line.strip()}"
            continue
        if held or line is not lines[0]:
            yield held
        held = line
    yield held


def _manual_line(line: str) -> Para:
    if line.startswith("#"):
        return Para(line.lstrip("# "), "accent bold")
    indent = len(line) - len(line.lstrip())
    lead = (Cell(" " * indent),)
    if indent >= 4:
        return plain(line.strip())[0]._replace(lead=lead, look="code-foreground")
    return with_code(line.strip(), "code-foreground on code-background")._replace(lead=lead)
