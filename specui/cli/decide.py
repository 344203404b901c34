"""Add a dated entry to a question: shared by `specui answer`, `defer`, `assign` and `reopen`.

A question that somebody has decided meanwhile is told, and left alone: to decide it in another way, reopen it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from specui.cli import output
from specui.cli.edit import Standing, change_file, completing, signed
from specui.cli.errors import Failure
from specui.cli.options import by_option, dry_run_option, with_options
from specui.markdown.edits import Transaction
from specui.specs import dates
from specui.specs.contents import Contents
from specui.specs.items.questions import Question, find_question

Decide = Callable[[Standing, Question, str], tuple[Transaction, str]]
"""Makes of what stands there, a question and who decides a transaction, and the words that say what was done."""


def _questions(contents: Contents) -> list[tuple[str, str]]:
    return [(question.id, question.text) for question in contents.questions]


def arguments(*own: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What the four take, with what one of them takes behind the question."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return with_options(
            function,
            click.argument("file", type=click.Path()),
            click.argument("question", shell_complete=completing(_questions)),
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
    verb: Decide,
    *,
    by: str | None,
    dry_run: bool,
    again: str = "",
    needs_open: bool = True,
) -> int:
    """Write a decision, and say what was done. Raises AddressError, EditRefused, Failure, StorageError.

    `again` is the last entry that says the same already; then nothing is written, and that is told.
    """
    who = signed(by, file)

    def edit(standing: Standing) -> tuple[Transaction | None, tuple[Question, str]]:
        question = find_question(standing.contents.questions, address)
        last = question.entries[-1] if question.entries else None
        if again and last is not None and f"{last.verb}: {last.text}".casefold() == again.casefold():
            return None, (question, f"is {last.verb.lower()} so already: {last.text}")
        if needs_open and not question.is_open:
            raise Failure(_decided(file, question))
        transaction, done = verb(standing, question, who)
        return transaction, (question, f"would be {done}" if dry_run else done)

    name, (question, done) = change_file(ctx, file, edit, dry_run=dry_run)
    output.note(f"{name}:{question.line} {question.id} {done}")
    return 0


def coming_day(text: str, today: str) -> str:
    """Return the ISO day that a text means: a date, or how long from today. Raises Failure."""
    try:
        return dates.coming_day(text, today)
    except dates.NoDayError as error:
        raise Failure(str(error)) from None


def _decided(file: str, question: Question) -> str:
    last = question.entries[-1] if question.entries else None
    by = f" by {last.by}" if last is not None and last.by else ""
    day = f" on {last.date}" if last is not None and last.date else ""
    said = f": “{last.text}”" if last is not None and last.text else ""
    state = "answered" if question.state == "answered" else "not needed any more"
    return f"{question.id} is {state}{by}{day}{said}; specui reopen {file} {question.ref} opens it again."
