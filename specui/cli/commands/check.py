"""`specui check`: find problems in specs, report them in one of several formats, apply safe fixes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from specui.cli import output
from specui.cli.files.skipped_files import NO_TEMPLATE, SkippedCounts
from specui.cli.files.targets import Found, find_targets, read_one
from specui.cli.options import color_option, format_option, jobs_option, stdin_filename_option
from specui.cli.reports import FORMATS, make_report
from specui.cli.reports.model import Report, Totals
from specui.rules.diagnostic import Severity
from specui.specs.phrases import format_count
from specui.workspace.check.parallel_check import Target, map_files, read
from specui.workspace.files.discovery import LEFTOVER
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.storage.errors import StorageError
from specui.workspace.storage.temporary_folder import folders_with_leftovers

if TYPE_CHECKING:
    from specui.workspace.check.check_cache import Cache

SKIPPED, CHECKED, UNREADABLE = range(3)
"""The outcomes of one file. A file is skipped if it matches no template and was not named."""
_FOR_CODE_HOSTS = frozenset({"sarif", "junit", "github", "gitlab"})
_FEW = 48  # reading so few files is as fast as reading the cache

Outcome = tuple[int, int, int, int, int, str]
"""The outcome of a file; its errors, warnings, infos, safe fixes; its part of the report, or why it is unreadable."""


class Options(NamedTuple):
    """The options of one run."""

    format: str
    fail_on: Severity
    fix: bool
    diff: bool
    jobs: int
    exit_zero: bool
    allow_empty: bool


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option(*FORMATS, help="Report format.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    show_default=True,
    help="Lowest severity that fails the run.",
)
@click.option("--fix", is_flag=True, help="Apply safe fixes, then report what remains.")
@click.option("--diff", is_flag=True, help="Print what --fix would change and write nothing.")
@click.option("--no-cache", is_flag=True, help="Read unchanged files again too.")
@jobs_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--allow-empty", is_flag=True, help="Exit with 0 even if a folder has no file to check.")
@click.option("--force-exclude", is_flag=True, help="Also skip named files that specui.toml excludes.")
@stdin_filename_option
@color_option
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
    """Check specs for problems; --fix repairs them.

    PATHS are files and folders; they default to the folder of the nearest specui.toml, or the current folder. In a
    folder, Markdown files that are not specs are skipped (specui list --all). A file that is named is always checked, even if
    specui.toml excludes it, unless you add --force-exclude. A single - reads standard input.

    Exit status: 0 for no findings at or above --fail-on; 1 for findings; 2 for wrong usage, a file that cannot be read
    or written, or a folder without a file to check, unless you add --allow-empty.
    """
    paint = output.painter(ctx, color)
    options = Options(format_, Severity[fail_on.upper()], fix, diff, jobs, exit_zero, allow_empty)
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("- (standard input) cannot be combined with other paths; remove them", ctx)
        return _check_stdin(stdin_filename, options, paint)
    if stdin_filename is not None:
        raise click.UsageError("--stdin-filename applies to standard input only; add - as the path", ctx)
    found = find_targets(paths, force_exclude=force_exclude)
    leftovers = {os.path.dirname(one.shown) or "." for one in found.skipped if one.reason == LEFTOVER}
    _sweep(paths, leftovers, found.targets)
    output.warn(*found.failures)
    worst = 2 if found.failures else 0
    if not found.targets and worst:
        return worst
    named = [one for one in found.skipped if one.argument not in found.folders]
    if named:
        output.warn(f"skipped {format_count(len(named), 'named file')}: {named[0].reason}.")
    if diff:
        return max(worst, _show_diffs(found, options, paint))
    root = _root(options, (target.filename for target in found.targets))
    report = make_report(format_, paint, output.width(), root)
    cache = None if no_cache or fix or len(found.targets) < _FEW else _cache(paths, options, paint, root)
    return max(worst, _check_files(found, options, report, cache))


def _sweep(paths: Sequence[str], leftovers: set[str], targets: Sequence[Target]) -> None:
    """Delete temporary files that killed saves left in the checked folders; ignore what cannot be deleted."""
    roots = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths or ["."]]
    folders = (os.path.dirname(target.filename) for target in targets)  # evaluated only if something was left
    for folder in leftovers.union(folders_with_leftovers(roots, folders)):
        from specui.workspace.storage import file_store as storage

        with suppress(StorageError):
            storage.sweep(Path(folder))


def _root(options: Options, filenames: Iterable[str]) -> str:
    """Return the folder that paths in the report are relative to; "" in formats for people: the current folder."""
    if options.format not in _FOR_CODE_HOSTS:
        return ""
    from specui.cli.reports.paths import common_root

    return common_root(filenames)


def _cache(paths: Sequence[str], options: Options, paint: output.Painter, root: str) -> Cache:
    """Return the cache for runs with these paths and this way of showing findings."""
    from specui.workspace.check.check_cache import Cache

    return Cache(("check", *paths, options.format, paint.colors, output.width(), root))


def _check_files(found: Found, options: Options, report: Report, cache: Cache | None) -> int:
    targets = found.targets
    work = partial(_outcome, report)
    worst = 0
    if cache is None:
        outcomes = map_files(targets, work, jobs=options.jobs)
    else:
        outcomes = cache.read_changed(
            targets, work, lambda outcome: outcome[0] != UNREADABLE, jobs=options.jobs
        )
    if options.fix:
        worst = _fix_files(targets, outcomes, work)
    worst = max(worst, _print_report(outcomes, options, report))
    return max(worst, _explain_empty(found, [outcome[0] for outcome in outcomes], options))


def _explain_empty(found: Found, outcomes: Sequence[int], options: Options) -> int:
    """Print why no file was checked, for each folder without one; return the exit status."""
    skipped_names = {t.name for t, done in zip(found.targets, outcomes, strict=True) if done == SKIPPED}
    worst = 0
    for folder, names in found.folders.items():
        if all(name in skipped_names for name in names):
            skipped = [one for one in found.skipped if one.argument == folder]
            why = SkippedCounts(skipped, [NO_TEMPLATE] * len(names)).explain_none()
            hint = "" if options.allow_empty else "; --allow-empty accepts that"
            output.warn(f"no file to check in {folder}: {why}{hint}.")
            worst = 0 if options.allow_empty else 2
    return worst


def _outcome(report: Report, file: SpecFile) -> Outcome:
    """Return the outcome of one file; runs in the process that read it."""
    if file.kind == "unreadable":
        return UNREADABLE, 0, 0, 0, 0, file.error
    if (file.kind == "document" or file.is_archived) and not file.context.named:
        return SKIPPED, 0, 0, 0, 0, ""
    errors = warnings = infos = fixable = 0
    for diagnostic in file.diagnostics:
        severity = diagnostic.severity
        errors += severity == 3
        warnings += severity == 2
        infos += severity == 1
        fixable += diagnostic.fix is not None and diagnostic.fix.safe
    return CHECKED, errors, warnings, infos, fixable, report.format_file(file) if file.diagnostics else ""


def _print_report(outcomes: Sequence[Outcome], options: Options, report: Report) -> int:
    """Print the report; return the exit status."""
    files = errors = warnings = infos = fixable = worst = 0
    for outcome, *counts, text in outcomes:
        if outcome == UNREADABLE:
            output.warn(text)
            worst = 2
        files += outcome == CHECKED
        errors += counts[0]
        warnings += counts[1]
        infos += counts[2]
        fixable += counts[3]
    totals = Totals(files, errors, warnings, infos, fixable)
    parts = (text for outcome, *_, text in outcomes if outcome == CHECKED and text)
    for part in report.assemble(parts, totals):
        output.write_data(part) if options.format not in {"text", "full"} else output.write(part)
    at_or_above = {Severity.ERROR: errors, Severity.WARNING: errors + warnings}
    found = at_or_above.get(options.fail_on, errors + warnings + infos)
    return max(worst, 1 if found and not options.exit_zero else 0)


def _fix_files(targets: Sequence[Target], outcomes: list[Outcome], work: partial[Outcome]) -> int:
    """Apply safe fixes and read the fixed files again; return the exit status so far."""
    from specui.cli.edit import record_step
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
            output.warn(failure)
            worst = 2
            continue
        if fixed.total:
            files += 1
            total += fixed.total
            changes.append(
                TextChange(target.filename, fixed.before.text, fixed.after.text, fixed.transaction)
            )
            output.note(
                f"fixed {target.name}: {', '.join(f'{count} {rule}' for rule, count in sorted(fixed.counts.items()))}"
            )
        outcomes[index] = work(read(target))
    if files:
        record_step(f"fix {format_count(total, 'finding')}", changes)
        output.note(f"Fixed {format_count(total, 'finding')} in {format_count(files, 'file')}.")
    return worst


def _show_diffs(found: Found, options: Options, paint: output.Painter) -> int:
    from specui.cli.diffs import write_diff
    from specui.workspace.check.safe_fixes import fix

    worst = total = files = 0
    read_files = map_files(found.targets, _fixable, jobs=options.jobs)
    for target, (_, error, fixable) in zip(found.targets, read_files, strict=True):
        if error:
            output.warn(error)
            worst = 2
        if not fixable:
            continue
        fixed = fix(read(target))
        if fixed.before.data != fixed.after.data:
            write_diff(fixed.before.data, fixed.after.data, target.name, paint)
            files += 1
            total += fixed.total
    output.note(
        f"Would fix {format_count(total, 'finding')} in {format_count(files, 'file')}; use --fix to write."
        if files
        else "Nothing to fix."
    )
    worst = max(worst, _explain_empty(found, [outcome for outcome, *_ in read_files], options))
    return max(worst, 1 if files and not options.exit_zero else 0)


def _fixable(file: SpecFile) -> tuple[int, str, int]:
    if (file.kind == "document" or file.is_archived) and not file.context.named:
        return SKIPPED, "", 0
    return CHECKED, file.error, sum(d.fix is not None and d.fix.safe for d in file.diagnostics)


def _check_stdin(name: str | None, options: Options, paint: output.Painter) -> int:
    file = read_one("-", name)
    report = make_report(options.format, paint, output.width(), _root(options, [os.fspath(file.path)]))
    if not options.fix and not options.diff:
        return _print_report([_outcome(report, file)], options, report)
    from specui.workspace.check.safe_fixes import fix

    fixed = fix(file)
    if options.diff:
        from specui.cli.diffs import write_diff

        write_diff(file.data, fixed.after.data, name or "stdin.md", paint)
        return 1 if file.data != fixed.after.data and not options.exit_zero else 0
    output.write_text_of_file(fixed.after.text, fixed.after.data)
    with output.to_stderr():
        return _print_report([_outcome(report, fixed.after)], options, report)
