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

    CODE is the code or the name of a rule. In the list, fix marks rules with safe fixes (specui check --fix), review
    those with fixes to review first (f in the workbench).
    """
    paint = output.painter(ctx)
    if code is None:
        rules = all_rules()
        longest = max(len(r.name) for r in rules)
        for r in rules:
            fix = "fix" if r.fixable else "review" if r.reviewable else ""
            row = f"{r.code}  {r.name.ljust(longest)}  {r.severity!s:<8} {fix:<6}"
            output.write(f"{row}  {r.summary}\n")
        return 0
    rule = find_rule(code)
    if rule is None:
        near = " or ".join(f"“{one}”" for one in _similar(code))
        hint = f"did you mean {near}?" if near else "run specui rule to list all rules."
        raise Failure(f"unknown rule “{code}”; {hint}")
    output.write(paint(f"{rule.name} [{rule.code}]", bold=True) + "\n")
    fix = (
        "; some findings can be fixed with specui check --fix"
        if rule.fixable
        else "; some findings have a fix to review (f in the workbench)"
        if rule.reviewable
        else ""
    )
    output.write(f"{rule.severity}; category: {rule.about}{fix}\n\n{rule.manual.rstrip()}\n")
    return 0


def _similar(code: str) -> list[str]:
    """Return up to three rules that an unknown word may mean: with the word in their name, else the most similar one."""
    words = {word.casefold(): word for r in all_rules() for word in (r.name, r.code)}
    wanted = code.strip().casefold()
    named = [word for word in words.values() if wanted in word.split("-")]
    return named[:3] or [words[near] for near in get_close_matches(wanted, words, 1)]
