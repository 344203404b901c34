"""`specui rule [CODE]`: list all rules, or print the manual of one, which is its docstring."""

from __future__ import annotations

from difflib import get_close_matches

import click
from click.shell_completion import CompletionItem

from specui.cli import output
from specui.cli.errors import Failure
from specui.rules.registry import all_rules, find_rule


def complete_rules(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete names and codes of rules."""
    return [
        CompletionItem(word, help=rule.summary)
        for rule in all_rules()
        for word in (rule.name, rule.code)
        if word.casefold().startswith(incomplete.casefold())
    ]


@click.command(name="rule")
@click.argument("code", required=False, shell_complete=complete_rules)
@click.pass_context
def command(ctx: click.Context, code: str | None) -> int:
    """List all rules, or explain one.

    CODE is the code or the name of a rule.
    """
    paint = output.painter(ctx)
    if code is None:
        rules = all_rules()
        longest = max(len(r.name) for r in rules)
        for r in rules:
            row = f"{r.code}  {r.name.ljust(longest)}  {r.severity!s:<8} {'fix' if r.fixable else '   '}"
            output.write(f"{row}  {r.summary}\n")
        return 0
    rule = find_rule(code)
    if rule is None:
        words = [word for r in all_rules() for word in (r.name, r.code.casefold())]
        near = get_close_matches(code.casefold(), words, 1)
        hint = f"did you mean {near[0]}?" if near else "run specui rule to list all rules."
        raise Failure(f"unknown rule “{code}”; {hint}")
    output.write(paint(f"{rule.name} [{rule.code}]", bold=True) + "\n")
    fix = "; some findings can be fixed with specui check --fix" if rule.fixable else ""
    output.write(f"{rule.severity}; category: {rule.about}{fix}\n\n{rule.manual.rstrip()}\n")
    return 0
