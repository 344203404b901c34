"""`specui answer FILE QUESTION`: answer a question, or close it without an answer."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide
from specui.cli.edit import Standing
from specui.cli.errors import Failure
from specui.markdown.edits import Transaction
from specui.specs.edits.questions import answer, drop
from specui.specs.items.questions import Question


@click.command(name="answer")
@arguments(
    click.argument("text", nargs=-1),
    click.option("--choose", type=int, metavar="N", help="Choose the Nth suggested answer."),
    click.option("--not-needed", is_flag=True, help="Close without an answer; TEXT gives the reason."),
)
def command(
    ctx: click.Context,
    file: str,
    question: str,
    text: tuple[str, ...],
    choose: int | None,
    not_needed: bool,
    by: str | None,
    dry_run: bool,
) -> int:
    """Answer a question.

    QUESTION is an address as specui questions prints it: q4, L57, or with a check of its text (q4~9f2c), which means that
    question wherever it has moved. Give the answer as TEXT, or choose a suggested one with --choose; without both, the
    suggested answers are listed.
    """
    words = " ".join(text).strip()
    if words and choose is not None:
        raise click.UsageError("an answer is either TEXT or --choose N", ctx)
    if not_needed and choose is not None:
        raise click.UsageError("--not-needed takes a reason as TEXT, and no --choose", ctx)

    def write(standing: Standing, found: Question, who: str) -> tuple[Transaction, str]:
        spec, today = standing.contents.spec, standing.today
        if not_needed:
            return drop(spec, found, words, on=today, by=who), "not needed any more" + f": {words}" * bool(
                words
            )
        said = words or _chosen(found, choose)
        return answer(spec, found, said, on=today, by=who), f"answered: {said}"

    again = f"Answered: {words}" if words and not not_needed else ""
    return decide(ctx, file, question, write, by=by, dry_run=dry_run, again=again)


def _chosen(question: Question, number: int | None) -> str:
    offered = question.alternatives
    if number is not None and 1 <= number <= len(offered):
        return offered[number - 1]
    if not offered:
        raise Failure(f"{question.id} offers no alternatives; write the answer as TEXT: {question.text}")
    told = ", ".join(f"{at} {words}" for at, words in enumerate(offered, 1))
    asked = f"there is no alternative {number}" if number is not None else "the answer is missing"
    raise Failure(f"{asked}; {question.id} offers --choose {told}; or write TEXT.")
