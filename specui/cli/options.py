"""Options that several commands share, so that each has one name and one help text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import click

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

color_option: Decorator = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), help="When to use colours."
)
jobs_option: Decorator = click.option(
    "--jobs",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="Number of processes; 0 means one per core.",
)
dry_run_option: Decorator = click.option(
    "--dry-run", is_flag=True, help="Print the change as a unified diff and write nothing."
)
by_option: Decorator = click.option("--by", metavar="NAME", help="Who decides.  [default: git's user.name]")
stdin_filename_option: Decorator = click.option(
    "--stdin-filename", metavar="NAME", help="Path to assume for standard input (-)."
)

sort_option: Decorator = click.option(
    "--sort",
    type=click.Choice(["tier", "severity", "age", "spec"]),
    default="tier",
    show_default=True,
    help="Sort order; tier sorts by severity within a tier, age puts the oldest first.",
)


def columns_option(known: Iterable[str]) -> Decorator:
    """Return the option for the columns of a table, whose help names all that are `known`."""
    known = tuple(known)
    names = f"Columns of the table, in this order: {', '.join(known)}."
    return click.option("--columns", metavar="NAME,…", help=names, shell_complete=complete_list(known))


def complete_list(
    known: Sequence[str] | Callable[[], Iterable[str]],
) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Return a completion of values that commas separate: the last one is completed, none is offered twice.

    `known` are the values, or what finds them; while it cannot, nothing is offered.
    """

    def complete(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
        before, comma, start = typed.rpartition(",")
        given = [word.casefold() for word in before.split(",")]
        try:
            words = [*(known() if callable(known) else known)]
        except Exception:  # noqa: BLE001 - completion stays silent about every error
            return []
        fitting = [word for word in words if word.casefold().startswith(start.casefold())]
        return [f"{before}{comma}{word}" for word in fitting if word.casefold() not in given]

    return complete


def format_option(*formats: str, help: str = "Output format.") -> Decorator:  # noqa: A002 - click's word
    """Return the option for the output format, passed as `format_`; the first format is the default."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True, help=help
    )


def with_options(function: Callable[..., Any], *decorators: Decorator) -> Callable[..., Any]:
    """Apply decorators of click to a function, in the order in which the help lists them."""
    for decorator in reversed(decorators):
        function = decorator(function)
    return function
