"""Choose items on the command line: the filters that `gaps`, `questions`, `criteria`, `tests` and `triage` share.

The grammar is that of the screen. An argument is a PATH if it names a file or folder, or looks like one; any other
argument is a filter or a word to search for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from specui.cli.errors import Failure
from specui.cli.options import Decorator, complete_list
from specui.markdown.file_suffix import is_markdown
from specui.markdown.lazy import lazy_pattern

if TYPE_CHECKING:
    from specui.specs.template import Template
    from specui.specs.triage import Filter, FilterFault
    from specui.workspace.config.views import View

_STATES = ("open", "answered", "deferred", "assigned", "dropped", "done", "due", "waiting", "none")
_KEYED = lazy_pattern(r"(?P<minus>-?)(?P<key>[A-Za-z]+):(?P<value>[^\"]*\s[^\"]*)")
_BARE_KEY = lazy_pattern(r"[A-Za-z0-9_-]+")

paths_or_words_argument: Decorator = click.argument(
    "paths", metavar="[PATH | WORD]...", nargs=-1, type=click.Path()
)


class Selection(NamedTuple):
    """What the arguments and options select: items that match `filter`, in the files and folders of `paths`.

    `words` are the arguments that are searched for in the text of items.
    """

    paths: list[str]
    words: list[str]
    filter: Filter


def filter_options(*, severity: bool, kind: bool = False) -> list[Decorator]:
    """Return the filter options, in the order of the help."""
    options: list[Decorator] = [
        click.option(
            "--tier",
            multiple=True,
            metavar="N",
            help="Match the tier of the spec; repeat, or separate with commas.",
            shell_complete=complete_list(lambda: _of_templates("tier")),
        ),
        click.option("--owner", multiple=True, metavar="NAME", help="Match an owner or assignee."),
    ]
    if kind:
        options.append(
            click.option(
                "--kind",
                multiple=True,
                metavar="K",
                help="Match a kind: question, gap, test, criterion, task.",
                shell_complete=complete_list(("question", "gap", "test", "criterion", "task")),
            )
        )
    if severity:
        options.append(
            click.option(
                "--severity",
                multiple=True,
                metavar="S",
                help="Match a severity, or its beginning.",
                shell_complete=complete_list(_severities_here),
            )
        )
    return [
        *options,
        click.option(
            "--state",
            multiple=True,
            metavar="S",
            help=f"Match a state: {', '.join(_STATES)}.",
            shell_complete=complete_list(_STATES),
        ),
        click.option("--older", metavar="AGE", help="Older than an age, e.g. 30d, 4w, 6m, 1y."),
        click.option(
            "--spec", multiple=True, metavar="NAME", help="Match spec file or title (wildcards: * ?)."
        ),
        click.option(
            "--status",
            multiple=True,
            metavar="S",
            help="Match the status of the spec.",
            shell_complete=complete_list(lambda: _of_templates("status")),
        ),
        click.option(
            "--view",
            metavar="NAME",
            help="Use a saved filter, from [views] of specui.toml or of your config.toml.",
            shell_complete=complete_list(lambda: [view.name for view in _views([])]),
        ),
        click.option(
            "--filter", "text", metavar="FILTER", help="Filter as on the screen: 'tier:1 -owner:ada'."
        ),
    ]


def parse_selection(
    arguments: Sequence[str], view: str | None, text: str | None, options: Mapping[str, Any]
) -> Selection:
    """Return what arguments and options select; `options` holds values by filter key.

    Raises Failure for an invalid filter or an unknown view, ConfigError.
    """
    from specui.specs.triage import Filter

    paths = [argument for argument in arguments if _is_path(argument)]
    words = list[str]()
    selected = _load_view(view, paths) if view else Filter()
    for key, given in options.items():
        values = [given] if isinstance(given, str) else [*(given or ())]
        selected &= _require_valid(Filter.of(key, *(part for value in values for part in value.split(","))))
    for argument in arguments:
        if not _is_path(argument):
            parsed = _require_valid(_parse_argument(argument))
            selected &= parsed
            words += [argument] if not any(term.key for term in parsed.terms) else []
    selected &= _require_valid(Filter.parse(text or ""))
    return Selection(paths, words, selected)


def _is_path(argument: str) -> bool:
    """Return whether an argument is a path, existing or mistyped: a mistyped path is an error, not a search."""
    return os.path.lexists(argument) or argument in {"-", ""} or "/" in argument or is_markdown(argument)


def _parse_argument(argument: str) -> Filter | FilterFault:
    """Parse one argument as a filter; blanks that were quoted in the shell do not separate terms."""
    from specui.specs.triage import Filter

    keyed = _KEYED.fullmatch(argument)
    if keyed is not None and not keyed["minus"]:
        return Filter.of(keyed["key"].lower(), *keyed["value"].split(","))
    if keyed is None and '"' not in argument and any(map(str.isspace, argument)):
        return Filter.of("", argument)
    return Filter.parse(argument)


def _templates_here() -> tuple[Template, ...]:
    """Return the templates that apply to specs in the current folder."""
    from datetime import date

    from specui.cli.files.load_config import configuration
    from specui.workspace.config.template_library import TemplateLibrary

    return TemplateLibrary(configuration(Path.cwd()), date.today()).templates(Path.cwd())


def _severities_here() -> list[str]:
    from specui.specs.items.gaps import severities

    return [*dict.fromkeys(choice.word for template in _templates_here() for choice in severities(template))]


def _of_templates(field: str) -> list[str]:
    """Return the values that the templates of the current folder allow for a field whose name holds the word."""
    from specui.specs.names import field_key

    fields = [
        one
        for template in _templates_here()
        for one in template.all_fields
        if field_key(field) in field_key(one.name).split()
    ]
    return [*dict.fromkeys(choice.word for one in fields for choice in one.choices)]


def _views(paths: Sequence[str]) -> Sequence[View]:
    from specui.cli.files.load_config import configuration
    from specui.cli.files.targets import default_folder
    from specui.workspace.config.settings import load_settings
    from specui.workspace.config.views import views_of

    first = paths[0] if paths else os.fspath(default_folder())
    folder = first if os.path.isdir(first) else os.path.dirname(first) or "."
    return views_of(configuration(Path(folder)), load_settings())


def _load_view(name: str, paths: Sequence[str]) -> Filter:
    views = _views(paths)
    found = next((view for view in views if view.name == name), None)
    if found is None:
        names = ", ".join(view.name for view in views)
        raise Failure(
            f"unknown view “{name}”; known views: {names}."
            if names
            else f'unknown view “{name}”; add it to [views] of specui.toml: {_toml_key(name)} = "kind:gap tier:1"'
        )
    return found.filter


def _toml_key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _require_valid(parsed: Filter | FilterFault) -> Filter:
    from specui.specs.triage import FilterFault

    if isinstance(parsed, FilterFault):
        raise Failure(str(parsed))
    return parsed
