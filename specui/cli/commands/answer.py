"""`specui answer FILE QUESTION`: answer a question, or drop it with --not-needed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from specui.cli import output
from specui.cli.decide import arguments, decide
from specui.cli.errors import Failure
from specui.specs.decisions import DecisionId
from specui.specs.edits.questions import NEEDS_REASON
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question


@click.command(name="answer")
@arguments(
    "answer",
    click.argument("text", nargs=-1),
    click.option("--choose", type=int, metavar="N", help="Choose the Nth suggested answer."),
    click.option("--not-needed", is_flag=True, help="Drop the question; TEXT gives the reason."),
)
def command(
    ctx: click.Context,
    file: str,
    item: str,
    text: tuple[str, ...],
    choose: int | None,
    not_needed: bool,
    by: str | None,
    dry_run: bool,
) -> int:
    """Answer a question.

    QUESTION is an address such as q4 or L57 (a line), or a ref as specui questions prints it: q4~9f2c, which means that
    question wherever it has moved. Give the answer as TEXT, or choose a suggested one with --choose; without both, the
    suggested answers are listed.
    """
    words = " ".join(text).strip()
    if words and choose is not None:
        raise click.UsageError("TEXT and --choose cannot be combined; use one of them", ctx)
    if not_needed and choose is not None:
        raise click.UsageError("--not-needed and --choose cannot be combined; give the reason as TEXT", ctx)

    def fill(question: Question | Gap) -> tuple[DecisionId, Sequence[str], int]:
        assert isinstance(question, Question)
        if not_needed:
            if not words:
                raise Failure(NEEDS_REASON)
            return "drop", [words], 0
        if words:
            return "answer", [words], 0
        return "take", (), _alternative(question, choose) - 1

    return decide(ctx, file, item, fill, by=by, dry_run=dry_run)


def _alternative(question: Question, number: int | None) -> int:
    """Return the number of a suggested answer, from 1. Raises Failure if there is none with that number."""
    offered = question.alternatives
    if number is not None and 1 <= number <= len(offered):
        return number
    if not offered:
        raise Failure(f"{question.id} has no suggested answers; write the answer as TEXT: {question.text}")
    for at, words in enumerate(offered, 1):
        output.note(f"{at}  {words}")
    fault = f"there is no suggested answer {number}" if number is not None else "the answer is missing"
    raise Failure(f"{question.id}: {fault}; choose one of the above with --choose N, or write TEXT.")
