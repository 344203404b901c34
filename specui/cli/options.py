"""Which items a command is about: the filters that `gaps` and its kin and `triage` share, in the screen's grammar."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from specui.cli.errors import Failure
from specui.markdown.file_suffix import is_markdown

if TYPE_CHECKING:
    from specui.specs.triage import Filter

_KEYED = re.compile(r"(?P<minus>-?)(?P<key>[A-Za-z]+):(?P<value>[^\"]*\s[^\"]*)")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def filter_options(*, severity: bool) -> list[Decorator]:
    """Return the options that say what is shown, the last one of the help first; for a loop that decorates."""
    options = [
        click.option(
            "--filter", "text", metavar="FILTER", help="A filter as on the screen: 'tier:1 -owner:ada'."
        ),
        click.option(
            "--view", metavar="NAME", help="The filter that [views] of specui.toml has under a name."
        ),
        click.option("--status", multiple=True, metavar="S", help="In specs of that status."),
        click.option(
            "--spec", multiple=True, metavar="NAME", help="In specs called so; * stands for anything."
        ),
        click.option("--older", metavar="AGE", help="Standing there longer than 30d, 4w, 6m, 1y."),
        click.option(
            "--state", multiple=True, metavar="S", help="open, answered, deferred, assigned, dropped, done."
        ),
    ]
    if severity:
        options.append(
            click.option(
                "--severity", multiple=True, metavar="S", help="Of that severity, or its first letters."
            )
        )
    return [
        *options,
        click.option("--owner", multiple=True, metavar="NAME", help="Of that owner, or handed on to them."),
        click.option(
            "--tier", multiple=True, metavar="N", help="In specs of that tier; may be repeated, or 1,2."
        ),
    ]


def filter_of(
    arguments: Sequence[str], view: str | None, text: str | None, options: Mapping[str, Any]
) -> tuple[list[str], list[str], Filter]:
    """Return what arguments and options say: the places to look in, the words to search for, and the filter.

    `options` are values by the filter's key. Raises Failure with what is wrong in a filter, ConfigError.
    """
    from specui.specs.triage import Filter

    places = [argument for argument in arguments if _is_place(argument)]
    searched = list[str]()
    wanted = _view(view, places) if view else Filter()
    for key, given in options.items():
        values = [given] if isinstance(given, str) else [*(given or ())]
        wanted &= _sound(Filter.of(key, *(part for value in values for part in value.split(","))))
    for word in arguments:
        if not _is_place(word):
            meant = _sound(_of_word(word))
            wanted &= meant
            searched += [word] if not any(term.key for term in meant.terms) else []
    wanted &= _sound(Filter.parse(text or ""))
    return places, searched, wanted


def _is_place(path: str) -> bool:
    """Whether an argument names a file or a folder, or would: then a wrong name is told, and not searched for."""
    return os.path.lexists(path) or path in {"-", ""} or "/" in path or is_markdown(path)


def _of_word(word: str) -> Any:
    """Return the filter that an argument means; blanks that the shell has kept together stay so."""
    from specui.specs.triage import Filter

    keyed = _KEYED.fullmatch(word)
    if keyed is not None and not keyed["minus"]:
        return Filter.of(keyed["key"].lower(), *keyed["value"].split(","))
    if keyed is None and '"' not in word and any(map(str.isspace, word)):
        return Filter.of("", word)
    return Filter.parse(word)


def _view(name: str, places: Sequence[str]) -> Filter:
    from specui.cli.load_config import configuration
    from specui.cli.targets import default_folder
    from specui.workspace.config.settings import load_settings
    from specui.workspace.config.views import views_of

    first = places[0] if places else os.fspath(default_folder())
    folder = first if os.path.isdir(first) else os.path.dirname(first) or "."
    views = views_of(configuration(Path(folder)), load_settings())
    found = next((view for view in views if view.name == name), None)
    if found is None:
        names = ", ".join(view.name for view in views)
        there = (
            f"there are {names}"
            if names
            else 'write one into [views] of specui.toml: name = "kind:gap tier:1"'
        )
        raise Failure(f"there is no view {name}; {there}.")
    return found.filter


def _sound(found: Any) -> Filter:
    from specui.specs.triage import FilterFault

    if isinstance(found, FilterFault):
        raise Failure(str(found))
    wanted: Filter = found
    return wanted
