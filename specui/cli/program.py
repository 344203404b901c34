"""The `specui` command: the screen by default, other commands by name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from specui import __version__
from specui.cli import output
from specui.cli.catalogue import COMMANDS, GROUPS, load_command
from specui.cli.errors import Failure
from specui.cli.exit import run_and_exit
from specui.cli.screen.request import COLOR_CHOICES, ScreenRequest, explain_missing, open_screen

_OPEN = "specui.cli.commands.open"


class _Context(click.Context):
    def get_help(self) -> str:
        return output.to_displayable(super().get_help())


class Program(click.Group):
    """A group whose commands are imported when they are called; any other first argument is a path to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in COMMANDS:
            return None
        command = load_command(cmd_name)
        command.context_class = _Context
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        if len(args) > 1 and not args[0].startswith("-") and not os.path.lexists(args[0]):
            raise Failure(explain_missing(args[0]))
        command = import_module(_OPEN).command
        return command.name, command, args

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        widest = max(map(len, COMMANDS))
        for title, commands in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), line) for name, line in commands.items()])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [PATH]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]", prefix="       ")

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and exit with its status; an error of the user is one line."""
        if "_SPECUI_COMPLETE" in os.environ:
            from specui.cli.completion import register

            register()

        def run() -> Any:
            try:
                return super(Program, self).main(
                    args, prog_name, complete_var, standalone_mode=False, **extra
                )
            except click.Abort:
                raise KeyboardInterrupt from None

        return run_and_exit(run) if standalone_mode else run()


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"specui {__version__}")
        ctx.exit()


@click.group(
    cls=Program,
    invoke_without_command=True,
    epilog=(
        "Run 'specui COMMAND --help' for more on a command.\n\n"
        "\b\n"
        "Shell completion (or with zsh_source, fish_source):\n"
        '  eval "$(_SPECUI_COMPLETE=bash_source specui)"'
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--demo", is_flag=True, help="Open a copy of the sample specs; it is deleted on exit.")
@click.option("--theme", metavar="NAME", help="Theme of the screen.")
@click.option(
    "--color",
    type=click.Choice(COLOR_CHOICES),
    help="When to use colours, or how many the screen may use.  [default: auto]",
)
@click.option("--ascii", is_flag=True, help="Use ASCII only.")
@click.option("--lean", is_flag=True, help="Minimise output (slow links).")
@click.option("--no-mouse", is_flag=True, help="Disable mouse support.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Print the version.",
)
@click.pass_context
def program(
    ctx: click.Context,
    demo: bool,
    theme: str | None,
    color: str | None,
    ascii: bool,  # noqa: A002 - the option's name
    lean: bool,
    no_mouse: bool,
) -> int | None:
    """A workbench for Markdown production specs.

    Without a command, specui opens the screen on PATH: a folder of specs, or one file. PATH defaults to the folder of
    the nearest specui.toml, or the current folder. To open a folder named like a command, write ./check.
    """
    request = ScreenRequest(
        demo=demo,
        theme=theme,
        color=color,
        ascii=ascii or None,
        lean=lean or None,
        mouse=False if no_mouse else None,
    )
    output.use_ascii_if(wanted=ascii)
    ctx.obj = {"color": color or "auto", "request": request}
    if ctx.invoked_subcommand is None:
        return open_screen(request)
    if ctx.invoked_subcommand in COMMANDS and (demo or theme or lean or no_mouse):
        raise click.UsageError(
            "--demo, --theme, --lean and --no-mouse apply to the screen only; remove them, or remove the command",
            ctx,
        )
    return None
