"""Decide one item of a file: shared by `specui answer`, `defer`, `assign` and `reopen`.

An item that was decided in the meantime is refused; it has to be reopened first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from specui.cli import output
from specui.cli.edit import CurrentFile, author_name, change_file, completion_of, note_dry_run
from specui.cli.errors import Failure
from specui.cli.options import by_option, dry_run_option, with_options
from specui.markdown.edits import Transaction
from specui.specs.addresses import find_item
from specui.specs.contents import Contents
from specui.specs.decisions import DECISIONS, DecisionId
from specui.specs.forms.decision_forms import AlreadyDecided, decide as decide_item
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import KINDS
from specui.specs.items.questions import Question, find_question

Find = Callable[[Contents, str], Question | Gap]
"""Returns the item that an address means; raises AddressError."""
Fill = Callable[[Question | Gap], tuple[DecisionId, Sequence[str], int]]
"""Returns the decision to make of an item, the texts of its form, and the alternative to take (from 0)."""


def find_open_item(contents: Contents, address: str) -> Question | Gap:
    """Return the question or gap that an address means. Raises AddressError."""
    items: list[Question | Gap] = [*contents.questions, *(gap for gap in contents.gaps if not gap.none)]

    def nearby(found: Sequence[Question | Gap], _wanted: str) -> str:
        ids = [item.id for item in found]
        return f"the questions and gaps are {', '.join(ids)}" if ids else "the file has no questions or gaps"

    return find_item(items, address, "question or gap", nearby)


def find_only_question(contents: Contents, address: str) -> Question:
    """Return the question that an address means. Raises AddressError."""
    return find_question(contents.questions, address)


def arguments(
    decision: DecisionId, *own: Callable[..., Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator for the command of a decision: file, item, its own arguments, shared options."""
    kinds = [KINDS[kind] for kind in DECISIONS[decision].kinds]

    def offered(contents: Contents) -> list[tuple[str, str]]:
        return [(item.id, item.text) for kind in kinds for item in contents.items(kind) if not item.none]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return with_options(
            function,
            click.argument("file", type=click.Path()),
            click.argument(
                "item",
                metavar="|".join(kind.id.upper() for kind in kinds),
                shell_complete=completion_of(offered),
            ),
            *own,
            by_option,
            dry_run_option,
            click.pass_context,
        )

    return decorate


def decide(
    ctx: click.Context,
    file: str,
    address: str,
    fill: Fill,
    *,
    by: str | None,
    dry_run: bool,
    find: Find = find_only_question,
) -> int:
    """Write a decision and print what was done. Raises AddressError, EditRefused, Failure, StorageError.

    If the item has that decision already, nothing is written, and the command succeeds.
    """
    who = author_name(by, file)

    def edit(current: CurrentFile) -> tuple[Transaction | None, tuple[Question | Gap, str]]:
        contents = current.contents
        item = find(contents, address)
        decision, texts, number = fill(item)
        try:
            made = decide_item(contents, item, decision, texts, today=current.today, by=who, number=number)
        except AlreadyDecided as decided:
            raise Failure(f"{str(decided).rstrip('.')}: specui reopen {file} {item.ref}") from None
        verb = "is already " if not made.changed else "would be " if dry_run else ""
        done = f"{verb}{made.outcome[0].lower()}{made.outcome[1:]}"
        return made.transaction if made.changed else None, (item, done)

    name, (item, done) = change_file(ctx, file, edit, dry_run=dry_run)
    output.note(f"{name}:{item.line} {item.id} {done}")
    note_dry_run(dry_run=dry_run)
    return 0
