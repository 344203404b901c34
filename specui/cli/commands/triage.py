"""`specui triage`: the queue of what waits for a decision, on the screen, or line by line with --plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from specui.cli.options import Decorator, filter_of, filter_options

if TYPE_CHECKING:
    from specui.specs.triage import Sort


def run(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    plain: bool,
    by: str | None,
    dry_run: bool,
    sort: Sort,
    view: str | None,
    text: str | None,
    **options: Any,
) -> int:
    """Decide what waits in all specs, one item after the other: questions, gaps, missing tests, open criteria.

    With --plain it asks line by line, for screen readers and poor links; what is to be typed is told by ?, and may
    come from a file or a pipe too. A PATH is a file or a folder; without any, the folder of the nearest specui.toml,
    or this one. What names neither narrows: a word that the text must hold, or a filter such as kind:gap or tier:1,2.
    """
    places, _, wanted = filter_of(paths, view, text, options)
    if plain:
        from specui.cli.prompt.conversation import run_prompt

        return run_prompt(places, wanted, sort, by=by, dry_run=dry_run)
    if by is not None or dry_run:
        raise click.UsageError(
            "--by and --dry-run are for --plain; on the screen the settings say who decides", ctx
        )
    from specui.cli.screen_request import open_triage

    return open_triage(places, str(wanted), sort)


_OPTIONS: tuple[Decorator, ...] = (
    click.pass_context,
    click.option(
        "--dry-run", is_flag=True, help="With --plain: show each change as a diff, and write nothing."
    ),
    click.option("--by", metavar="NAME", help="With --plain: who decides; else git's user.name."),
    click.option(
        "--sort",
        type=click.Choice(["tier", "severity", "age", "spec"]),
        default="tier",
        show_default=True,
        help="Tier: and in it by severity. Age: the oldest first.",
    ),
    *filter_options(severity=True),
    click.option("--kind", multiple=True, metavar="K", help="question, gap, test, criterion."),
    click.option("--plain", is_flag=True, help="Ask line by line: no colour, no cursor, no screen."),
    click.argument("paths", metavar="[PATH | WORD]...", nargs=-1, type=click.Path()),
)


def _command() -> click.Command:
    function: Any = run
    for decorator in _OPTIONS:
        function = decorator(function)
    return click.command(name="triage")(function)


command = _command()
