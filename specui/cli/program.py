"""The `specui` command: the screen by default, the other commands by name, and how every run ends."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from specui import __version__
from specui.cli import COMMANDS, output
from specui.cli.exit import run_to_the_end
from specui.cli.screen_request import COLOR_CHOICES, Wish, open_screen

DEFAULT = "specui.cli.commands.open"


class _Context(click.Context):
    def get_help(self) -> str:
        return output.spelled(super().get_help())


class Program(click.Group):
    """Commands that are imported when they are called; anything else is a path to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        command.context_class = _Context
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in COMMANDS or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        command = import_module(DEFAULT).command
        return command.name, command, args

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in sorted(COMMANDS.items())])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[OPTIONS] [PATH]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]")

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, say in one line what went wrong, and exit with the status that README's table gives."""

        def run() -> Any:
            try:
                return super(Program, self).main(
                    args, prog_name, complete_var, standalone_mode=False, **extra
                )
            except click.Abort:
                raise KeyboardInterrupt from None

        return run_to_the_end(run) if standalone_mode else run()


def _show_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"specui {__version__}")
        ctx.exit()


@click.group(
    cls=Program,
    invoke_without_command=True,
    epilog='Completion for this shell: eval "$(_SPECUI_COMPLETE=bash_source specui)"; or zsh_source, fish_source.',
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--demo", is_flag=True, help="Open a copy of the sample specs, removed afterwards.")
@click.option("--theme", metavar="NAME", help="Colours of the screen, by a theme's name.")
@click.option(
    "--color",
    type=click.Choice(COLOR_CHOICES),
    help="Whether to use colours, and how many the screen may use.  [default: auto]",
)
@click.option("--ascii", is_flag=True, help="No sign outside ASCII, as where the locale is not UTF-8.")
@click.option("--lean", is_flag=True, help="Send the terminal as little as can be, as over SSH.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
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

    Without a command it opens the screen on PATH: a folder of specs, or one file. Without PATH, on the folder
    of the nearest specui.toml, or this one. A folder that is called like a command is opened as ./check.
    """
    wish = Wish(
        demo=demo,
        theme=theme,
        color=color,
        ascii=ascii or None,
        lean=lean or None,
        mouse=False if no_mouse else None,
    )
    output.spell_if(ascii=ascii)
    ctx.obj = {"color": color or "auto", "wish": wish}
    if ctx.invoked_subcommand is None:
        return open_screen(wish)
    if ctx.invoked_subcommand in COMMANDS and (demo or theme or lean or no_mouse):
        raise click.UsageError(
            "--demo, --theme, --lean and --no-mouse are for the screen; leave them out, or leave out the command",
            ctx,
        )
    return None
