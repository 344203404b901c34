"""`specui down NAME`: when a system or a service is out, which specs depend on it, and what they say happens then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.targets import find_targets
from specui.markdown.printable import printable
from specui.specs.outage import (
    DegradedMode,
    Dependency,
    Dependent,
    Outage,
    SpecDependencies,
    dependencies_of,
    impact_of,
    shown_name,
)
from specui.workspace.check.parallel_check import map_files
from specui.workspace.files.spec_file import SpecFile

SCHEMA_VERSION = 1

_SAYS = {"system": "Failure mode", "service": "Fallback", "mode": "Degraded mode"}


@click.command(name="down")
@click.argument("name")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of the output.",
)
@click.option(
    "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes to use; 0 is one a core."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Whether to use colours.")
@click.pass_context
def command(
    ctx: click.Context, name: str, paths: tuple[str, ...], format_: str, jobs: int, color: str | None
) -> int:
    """Say which specs depend on a system or service that is down, and what they say happens then.

    NAME is matched by its words: firestore means whatever the specs call so. Specs that depend on it only through
    others come last. A name that no spec knows is told, with those that are like it.
    """
    found = find_targets(paths)
    for sentence in found.failures:
        output.note(f"specui: {sentence}")
    read = map_files(found.targets, _plain, jobs=jobs)
    unreadable = [told for told in read if isinstance(told, str)]
    for sentence in unreadable:
        output.note(f"specui: {sentence}")
    outage = impact_of((_leans(told) for told in read if isinstance(told, tuple)), name)
    if not outage.known:
        like = ", ".join(f"“{near}”" for near in outage.near)
        raise Failure(
            f"no spec there knows “{name}”; {f'the nearest are {like}' if like else 'name a system or service of a dependency table'}."
        )
    if format_ == "json":
        _json(outage)
    else:
        paint = output.painter(ctx, color)
        output.write("".join(f"{line}\n" for line in _lines(outage, paint)))
    return 2 if found.failures or unreadable else 0


def _plain(file: SpecFile) -> Any:
    """Return what marshal takes: what a spec leans on as tuples, or why it cannot be read."""
    if file.error:
        return file.error
    if file.kind != "spec":
        return None
    found = dependencies_of(file.name, file.contents)
    head = (found.file, found.title, found.tier, found.status, found.owners)
    return (*head, tuple(map(tuple, found.dependencies)), tuple(map(tuple, found.modes)))


def _leans(told: tuple[Any, ...]) -> SpecDependencies:
    file, title, tier, status, owners, dependencies, modes = told
    head = (file, title, tier, status, owners)
    return SpecDependencies(
        *head, tuple(Dependency(*one) for one in dependencies), tuple(DegradedMode(*one) for one in modes)
    )


def _lines(outage: Outage, paint: output.Painter) -> Iterator[str]:
    direct = [one for one in outage.dependents if not one.through]
    specs = len({one.spec.file for one in direct})
    more = len({one.spec.file for one in outage.dependents}) - specs
    through = f", {more} more through others" if more else ""
    depend = f"{specs} spec{'s' * (specs != 1)} depend{'s' * (specs == 1)} on it{through}"
    yield paint(printable(f"{', '.join(outage.matches)}: {depend}"), bold=True)
    file = ""
    for one in outage.dependents:
        if one.spec.file != file:
            file = one.spec.file
            yield ""
            yield paint(printable(_head(one)), bold=True)
            yield paint(printable(f"  {file}; {', '.join(one.spec.owners) or 'nobody owns it'}"), dim=True)
        yield from _said(one, paint)


def _head(one: Dependent) -> str:
    parts = [
        one.spec.title or one.spec.file,
        f"tier {one.spec.tier}" if one.spec.tier else "",
        one.spec.status,
    ]
    told = " · ".join(filter(None, parts))
    return f"{told} (through {', '.join(one.through)})" if one.through else told


def _said(one: Dependent, paint: output.Painter) -> Iterator[str]:
    dependency = one.dependency
    if dependency.kind != "mode":
        yield printable(f"  L{dependency.line:<5}{shown_name(dependency.name)}: {dependency.why}")
        said = dependency.without or "not said"
        line = printable(f"        {_SAYS[dependency.kind]}: {said}")
        yield line if dependency.has_fallback else paint(line, "red")
    for mode in one.modes:
        yield printable(f"  L{mode.line:<5}If {mode.condition}: {mode.behavior}")
    if not one.modes:
        yield paint("        Degraded mode: not said", "yellow")


def _json(outage: Outage) -> None:
    import json

    from specui.markdown.printable import escape_json

    told = {
        "schema_version": SCHEMA_VERSION,
        "name": outage.name,
        "meant": [*outage.matches],
        "dependents": [_row(one) for one in outage.dependents],
    }
    output.write_data(escape_json(json.dumps(told, ensure_ascii=False, indent=2)) + "\n")


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
