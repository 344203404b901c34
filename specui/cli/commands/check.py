"""`specui check`: find what is wrong, say it in one of several formats, mend what is safe to mend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from specui.cli import output
from specui.cli.reports import FORMATS, Report, Totals, report
from specui.cli.skipped_files import NO_TEMPLATE, LeftOut
from specui.cli.targets import Found, find_targets, read_one
from specui.rules.diagnostic import Severity
from specui.workspace.check.parallel_check import Target, map_files, read
from specui.workspace.files.discovery import LEFTOVER
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.temporary_folder import folders_with_leftovers

if TYPE_CHECKING:
    from specui.workspace.check.check_cache import Cache

LEFT_ALONE, CHECKED, UNREADABLE = range(3)
"""How it went with one file. It is left alone where it fits no template, and was not named."""
_FROM_THE_ROOT = frozenset({"sarif", "junit", "github", "gitlab"})
_FEW = 48  # files that are read as fast as a cache is

Outcome = tuple[int, int, int, int, int, str]
"""How it went, errors, warnings, infos, safe fixes; and the report's piece, or why the file cannot be read."""


class Options(NamedTuple):
    """What was asked for beside the paths."""

    format: str
    fail_on: Severity
    fix: bool
    diff: bool
    jobs: int
    exit_zero: bool
    allow_empty: bool


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Of the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="The mildest finding that makes the exit status 1.",
)
@click.option("--fix", is_flag=True, help="Make the safe fixes, then report what remains.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--no-cache", is_flag=True, help="Read every file, changed or not.")
@click.option(
    "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes to use; 0 is one a core."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option(
    "--allow-empty", is_flag=True, help="Exit with 0 for a folder in which no file is checked, too."
)
@click.option("--force-exclude", is_flag=True, help="Leave out named files that specui.toml excludes.")
@click.option(
    "--stdin-filename", metavar="NAME", help="What standard input (-) is called, and where it belongs."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Whether to use colours.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    fail_on: str,
    fix: bool,
    diff: bool,
    no_cache: bool,
    jobs: int,
    exit_zero: bool,
    allow_empty: bool,
    force_exclude: bool,
    stdin_filename: str | None,
    color: str | None,
) -> int:
    """Say what is wrong with specs.

    PATHS are files and folders; without any, the folder of the nearest specui.toml, or this one. In a folder,
    Markdown files that fit no template are left alone. A file that is named is checked, even where specui.toml
    excludes it (but see --force-exclude). A single - reads standard input.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, a file that cannot be read or written, or
    a folder in which no file is checked (but see --allow-empty).
    """
    paint = output.painter(ctx, color)
    options = Options(format_, Severity[fail_on.upper()], fix, diff, jobs, exit_zero, allow_empty)
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("- (standard input) stands alone; name it without other paths", ctx)
        return _check_stdin(stdin_filename, options, paint)
    if stdin_filename is not None:
        raise click.UsageError("--stdin-filename names standard input; give - as the path", ctx)
    found = find_targets(paths, force_exclude=force_exclude)
    leftovers = {os.path.dirname(one.shown) or "." for one in found.passed if one.reason == LEFTOVER}
    _sweep(paths, leftovers, found.targets)
    for sentence in found.failures:
        output.note(f"specui: {sentence}")
    worst = 2 if found.failures else 0
    if not found.targets and worst:
        return worst
    named = [one for one in found.passed if one.place not in found.folders]
    if named:
        output.note(f"specui: {len(named)} named file{'s' * (len(named) != 1)} left out: {named[0].reason}.")
    if diff:
        return max(worst, _show_diffs(found, options, paint))
    root = _root(options, (target.filename for target in found.targets))
    made = report(format_, paint, output.width(), root)
    cache = None if no_cache or fix or len(found.targets) < _FEW else _cache(paths, options, paint, root)
    return max(worst, _check_files(found, options, made, cache))


def _sweep(paths: Sequence[str], leftovers: set[str], targets: Sequence[Target]) -> None:
    """Sweep what killed saves have left in the folders that are checked; what cannot be swept stays."""
    roots = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths or ["."]]
    folders = (os.path.dirname(target.filename) for target in targets)  # asked for where something was left
    for folder in leftovers.union(folders_with_leftovers(roots, folders)):
        from specui.workspace.storage import file_store as storage

        with suppress(StorageError):
            storage.sweep(Path(folder))


def _root(options: Options, filenames: Iterable[str]) -> str:
    """Return the root to which paths are relative; "" where people read them, from where they are."""
    if options.format not in _FROM_THE_ROOT:
        return ""
    from specui.cli.reports.places import common_root

    return common_root(filenames)


def _cache(paths: Sequence[str], options: Options, paint: output.Painter, root: str) -> Cache:
    """Return the cache for what the outcomes depend on: how they are asked for, and how they are shown."""
    from specui.workspace.check.check_cache import Cache

    return Cache(("check", *paths, options.format, paint.colors, output.width(), root))


def _check_files(found: Found, options: Options, made: Report, cache: Cache | None) -> int:
    targets = found.targets
    work = partial(_outcome, made)
    worst = 0
    if cache is None:
        outcomes = map_files(targets, work, jobs=options.jobs)
    else:
        outcomes = _remembered(targets, work, options, cache)
    if options.fix:
        worst = _fix_files(targets, outcomes, work)
    worst = max(worst, _tell(outcomes, options, made))
    return max(worst, _tell_empty(found, [outcome[0] for outcome in outcomes], options))


def _tell_empty(found: Found, how: Sequence[int], options: Options) -> int:
    """Say of each folder in which no file was checked why that is so; returns the exit status."""
    left_alone = {t.name for t, done in zip(found.targets, how, strict=True) if done == LEFT_ALONE}
    worst = 0
    for folder, names in found.folders.items():
        if all(name in left_alone for name in names):
            passed = [one for one in found.passed if one.place == folder]
            why = LeftOut(passed, [NO_TEMPLATE] * len(names)).why()
            hint = "" if options.allow_empty else "; --allow-empty accepts that"
            output.note(f"specui: no file is checked in {folder}: {why}{hint}.")
            worst = 0 if options.allow_empty else 2
    return worst


def _remembered(
    targets: Sequence[Target], work: partial[Outcome], options: Options, cache: Cache
) -> list[Outcome]:
    """Read only what has changed since the last time."""
    known = cache.recall(targets)
    changed = [target for target, outcome in zip(targets, known, strict=True) if outcome is None]
    if not changed:
        return known
    fresh = iter(map_files(changed, work, jobs=options.jobs))
    outcomes = [next(fresh) if outcome is None else outcome for outcome in known]
    cache.remember(targets, [None if outcome[0] == UNREADABLE else outcome for outcome in outcomes])
    return outcomes


def _outcome(made: Report, file: SpecFile) -> Outcome:
    """What comes back of one file; runs in whatever process read it."""
    if file.kind == "unreadable":
        return UNREADABLE, 0, 0, 0, 0, file.error
    if file.kind == "other" and not file.context.named:
        return LEFT_ALONE, 0, 0, 0, 0, ""
    errors = warnings = infos = fixable = 0
    for diagnostic in file.diagnostics:
        severity = diagnostic.severity
        errors += severity == 3
        warnings += severity == 2
        infos += severity == 1
        fixable += diagnostic.fix is not None and diagnostic.fix.safe
    return CHECKED, errors, warnings, infos, fixable, made.piece(file) if file.diagnostics else ""


def _tell(outcomes: Sequence[Outcome], options: Options, made: Report) -> int:
    """Print the report; returns the exit status."""
    files = errors = warnings = infos = fixable = worst = 0
    for how, *counts, piece in outcomes:
        if how == UNREADABLE:
            output.note(f"specui: {piece}")
            worst = 2
        files += how == CHECKED
        errors += counts[0]
        warnings += counts[1]
        infos += counts[2]
        fixable += counts[3]
    totals = Totals(files, errors, warnings, infos, fixable)
    pieces = (outcome[-1] for outcome in outcomes if outcome[0] == CHECKED and outcome[-1])
    for part in made.whole(pieces, totals):
        output.write_data(part) if options.format not in {"text", "full"} else output.write(part)
    at_or_above = {Severity.ERROR: errors, Severity.WARNING: errors + warnings}
    found = at_or_above.get(options.fail_on, errors + warnings + infos)
    return max(worst, 1 if found and not options.exit_zero else 0)


def _fix_files(targets: Sequence[Target], outcomes: list[Outcome], work: partial[Outcome]) -> int:
    """Write the safe fixes, and look again at what was written; returns the exit status so far."""
    from specui.cli.edit import note_step
    from specui.workspace.check.safe_fixes import fix_on_disk
    from specui.workspace.history.command_journal import TextChange

    worst = total = files = 0
    changes = list[TextChange]()
    for index, outcome in enumerate(outcomes):
        if not outcome[4]:
            continue
        target = targets[index]
        try:
            fixed = fix_on_disk(Path(target.name), target.name, target.context)
        except StorageError as failure:
            output.note(f"specui: {failure}")
            worst = 2
            continue
        if fixed.total:
            files += 1
            total += fixed.total
            changes.append(TextChange(target.filename, fixed.before.text, fixed.after.text, fixed.made))
            output.note(f"fixed {target.name}: {_listed(fixed.counts)}")
        outcomes[index] = work(read(target))
    if files:
        note_step(f"fix {total} finding{'' if total == 1 else 's'}", changes)
        output.note(f"Fixed {total} in {files} file{'' if files == 1 else 's'}.")
    return worst


def _show_diffs(found: Found, options: Options, paint: output.Painter) -> int:
    from specui.cli.diff_output import write_diff
    from specui.workspace.check.safe_fixes import fix

    worst = total = files = 0
    looked_at = map_files(found.targets, _fixable, jobs=options.jobs)
    for target, (_, error, fixable) in zip(found.targets, looked_at, strict=True):
        if error:
            output.note(f"specui: {error}")
            worst = 2
        if not fixable:
            continue
        fixed = fix(read(target))
        if fixed.before.data != fixed.after.data:
            write_diff(fixed.before.data, fixed.after.data, target.name, paint)
            files += 1
            total += fixed.total
    output.note(
        f"Would fix {total} in {files} file{'' if files == 1 else 's'}; --fix writes it."
        if files
        else "Nothing to fix."
    )
    worst = max(worst, _tell_empty(found, [how for how, *_ in looked_at], options))
    return max(worst, 1 if files and not options.exit_zero else 0)


def _fixable(file: SpecFile) -> tuple[int, str, int]:
    if file.kind == "other" and not file.context.named:
        return LEFT_ALONE, "", 0
    return CHECKED, file.error, sum(d.fix is not None and d.fix.safe for d in file.diagnostics)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {rule}" for rule, count in sorted(counts.items()))


def _check_stdin(name: str | None, options: Options, paint: output.Painter) -> int:
    file = read_one("-", name)
    made = report(options.format, paint, output.width(), _root(options, [os.fspath(file.path)]))
    if not options.fix and not options.diff:
        return _tell([_outcome(made, file)], options, made)
    from specui.workspace.check.safe_fixes import fix

    fixed = fix(file)
    if options.diff:
        from specui.cli.diff_output import write_diff

        write_diff(file.data, fixed.after.data, name or "stdin.md", paint)
        return 1 if file.data != fixed.after.data and not options.exit_zero else 0
    output.write_text_of_file(fixed.after.text, fixed.after.data)
    with output.to_stderr():
        return _tell([_outcome(made, fixed.after)], options, made)
