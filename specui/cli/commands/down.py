"""`specui down NAME`: show the specs that depend on a system or service, and what they say happens in an outage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.targets import find_targets
from specui.cli.json_output import write_json
from specui.cli.options import color_option, format_option, jobs_option
from specui.cli.tables import fold_line
from specui.markdown.printable import printable
from specui.specs.degraded import DegradedMode
from specui.specs.outage import (
    Dependency,
    Dependent,
    Outage,
    SpecDependencies,
    dependencies_of,
    impact_of,
    shown_name,
)
from specui.specs.phrases import format_count
from specui.workspace.check.parallel_check import map_files
from specui.workspace.files.spec_file import SpecFile

SCHEMA_VERSION = 1

_COLUMNS = {"system": "Failure mode", "service": "Fallback", "mode": "Degraded mode"}


@click.command(name="down")
@click.argument("name")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option("text", "json")
@jobs_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, name: str, paths: tuple[str, ...], format_: str, jobs: int, color: str | None
) -> int:
    """Show specs affected by an outage.

    NAME is a system or service that specs list as a dependency; some of its words are enough, and typos are tolerated.
    For each spec, you see why it depends on NAME and what it says happens without it. Specs that depend on NAME only
    through other specs come last. PATHS default to the folder of the nearest specui.toml, or the current folder.
    """
    found = find_targets(paths)
    output.warn(*found.failures)
    read = map_files(found.targets, _read, jobs=jobs)
    unreadable = [result for result in read if isinstance(result, str)]
    output.warn(*unreadable)
    outage = impact_of((_restore(result) for result in read if isinstance(result, tuple)), name)
    if not outage.known:
        near = " or ".join(f"“{one}”" for one in outage.near)
        hint = f"did you mean {near}?" if near else "use a name from a table of dependencies."
        raise Failure(f"no spec depends on “{name}”; {hint}")
    if format_ == "json":
        _json(outage)
    else:
        paint = output.painter(ctx, color)
        output.write("".join(f"{line}\n" for line in _lines(outage, paint)))
    return 2 if found.failures or unreadable else 0


def _read(file: SpecFile) -> Any:
    """Return what marshal accepts: the dependencies of a spec as tuples, or why the file cannot be read."""
    if file.error:
        return file.error
    if not file.is_counted:
        return None
    found = dependencies_of(file.name, file.contents)
    head = (found.file, found.title, found.tier, found.status, found.owners)
    return (*head, tuple(map(tuple, found.dependencies)), tuple(map(tuple, found.modes)))


def _restore(row: tuple[Any, ...]) -> SpecDependencies:
    file, title, tier, status, owners, dependencies, modes = row
    head = (file, title, tier, status, owners)
    return SpecDependencies(
        *head, tuple(Dependency(*one) for one in dependencies), tuple(DegradedMode(*one) for one in modes)
    )


def _lines(outage: Outage, paint: output.Painter) -> Iterator[str]:
    direct = [one for one in outage.dependents if not one.through]
    specs = len({one.spec.file for one in direct})
    more = len({one.spec.file for one in outage.dependents}) - specs
    through = f", {more} more through others" if more else ""
    depend = f"{format_count(specs, 'spec')} depend{'s' * (specs == 1)} on it{through}"
    yield paint(printable(f"{', '.join(outage.matches)}: {depend}"), bold=True)
    file = ""
    for one in outage.dependents:
        if one.spec.file != file:
            file = one.spec.file
            yield ""
            yield paint(printable(_head(one)), bold=True)
            yield paint(printable(f"  {file}; {', '.join(one.spec.owners) or 'no owner'}"), dim=True)
        yield from _effects(one, paint)


def _head(one: Dependent) -> str:
    parts = [
        one.spec.title or one.spec.file,
        f"tier {one.spec.tier}" if one.spec.tier else "",
        one.spec.status,
    ]
    head = " · ".join(filter(None, parts))
    return f"{head} (through {', '.join(one.through)})" if one.through else head


def _effects(one: Dependent, paint: output.Painter) -> Iterator[str]:
    dependency = one.dependency
    if dependency.kind != "mode":
        yield fold_line(
            printable(f"  L{dependency.line:<5}{shown_name(dependency.name)}: {dependency.why}"), 8
        )
        line = fold_line(
            printable(f"        {_COLUMNS[dependency.kind]}: {dependency.without or 'none given'}"), 10
        )
        yield line if dependency.has_fallback else paint(line, "red")
    for mode in one.modes:
        yield fold_line(printable(f"  L{mode.line:<5}If {mode.condition}: {mode.behavior}"), 8)
    if not one.modes:
        yield paint("        Degraded mode: none given", "yellow")


def _json(outage: Outage) -> None:
    data = {
        "schema_version": SCHEMA_VERSION,
        "name": outage.name,
        "meant": [*outage.matches],
        "dependents": [_row(one) for one in outage.dependents],
    }
    write_json(data)


def _row(one: Dependent) -> dict[str, Any]:
    spec, dependency = one.spec, one.dependency
    return {
        "path": spec.file,
        "spec": spec.title,
        "tier": spec.tier or None,
        "status": spec.status or None,
        "owners": [*spec.owners],
        "kind": dependency.kind,
        "dependency": dependency.name,
        "why": dependency.why,
        "without": dependency.without,
        "has_fallback": dependency.has_fallback,
        "line": dependency.line,
        "degraded_modes": _modes(one.modes),
        "through": [*one.through],
    }


def _modes(modes: Sequence[DegradedMode]) -> list[dict[str, Any]]:
    return [{"condition": m.condition, "behavior": m.behavior, "line": m.line} for m in modes]
