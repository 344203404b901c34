"""`specui triage`: decide open items, on the screen or, with --plain, line by line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from specui.cli.filter_options import filter_options, parse_selection, paths_or_words_argument
from specui.cli.options import sort_option, with_options

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
    """Decide open items one by one.

    Open items are questions, gaps, missing tests, criteria and tasks. With --plain, specui asks line by line, for
    screen readers and slow links; type ? there for help. Answers may also come from a file or a pipe.

    PATH is a file or a folder; it defaults to the folder of the nearest specui.toml, or the current folder. Any other
    argument filters the items: a word to search for, or a term such as kind:gap or tier:1,2.
    """
    selected = parse_selection(paths, view, text, options)
    if plain:
        from specui.cli.exit import accept_interrupts
        from specui.cli.prompt.conversation import talk

        if sys.stdin is not None and sys.stdin.isatty():
            accept_interrupts()
        return talk(selected.paths, selected.filter, sort, by=by, dry_run=dry_run)
    if by is not None or dry_run:
        raise click.UsageError("--by and --dry-run apply to --plain only; add --plain, or remove them", ctx)
    from specui.cli.screen.request import open_triage

    return open_triage(selected.paths, str(selected.filter), sort)


command: click.Command = with_options(
    run,
    click.command(name="triage"),
    paths_or_words_argument,
    click.option("--plain", is_flag=True, help="Ask line by line, without colours or cursor movement."),
    *filter_options(severity=True, kind=True),
    sort_option,
    click.option("--by", metavar="NAME", help="With --plain: who decides.  [default: git's user.name]"),
    click.option(
        "--dry-run", is_flag=True, help="With --plain: print each change as a diff and write nothing."
    ),
    click.pass_context,
)  # type: ignore[assignment]
