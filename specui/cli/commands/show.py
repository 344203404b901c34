"""`specui show PATH`: print what specui reads in one file, as JSON or text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.targets import read_one
from specui.cli.json_output import write_json
from specui.cli.options import color_option, format_option, stdin_filename_option
from specui.markdown.printable import printable
from specui.rules.diagnostic import Severity
from specui.specs.items.criterion_state import NO_CHECKBOX
from specui.specs.show import describe
from specui.specs.tasks import Task
from specui.workspace.files.spec_file import SpecFile


@click.command(name="show")
@click.argument("path", type=click.Path())
@format_option("json", "text")
@stdin_filename_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, path: str, format_: str, stdin_filename: str | None, color: str | None
) -> int:
    """Show what specui reads in one file.

    PATH is a file, or - for standard input. Every list is complete and in file order.
    """
    file = read_one(path, stdin_filename)
    if file.error:
        raise Failure(file.error)
    if file.source.error is not None:
        output.warn(f"{file.name} {file.source.error.message}; the output shows what can be read.")
    if format_ == "json":
        write_json(describe(file.contents, file.name))
    else:
        paint = output.painter(ctx, color)
        output.write("".join(f"{line}\n" for line in _lines(file, paint)))
    return 0


_MARKS = {"todo": " ", "doing": "~", "dropped": "-", "optional": "*"}
"""The marks in a box by state; other states are a question mark. A dash without brackets is an item without a box."""


def _lines(file: SpecFile, paint: output.Painter) -> Iterator[str]:
    contents = file.contents
    spec = contents.spec
    yield paint(printable(spec.title or file.name), bold=True)
    template = f"template {spec.template.name}" if spec.template else "no matching template"
    done = f", {file.readiness} done" if file.readiness.total else ""
    yield printable(f"{file.name}: {template}{done}, {_problems(file)}")
    fields = [(field.name, field.raw) for field in spec.fields]
    if fields:
        yield ""
        longest = max(len(name) for name, _ in fields)
        for name, raw in fields:
            yield printable(f"  {name.ljust(longest)}  {raw}")
    if spec.document.conflicts:
        yield ""
    for conflict in spec.document.conflicts:
        lines = f"lines {conflict.line}–{conflict.end_line}"
        yield paint(f"  Merge conflict in {lines}: neither side is read.", fg="red")
    yield ""
    for section in spec.sections:
        note = "" if section.schema or spec.template is None else " (not in the template)"
        yield printable(f"  L{section.line:<5}{section.number or ' '}  {section.name}{note}")
    yield from _boxes("Criteria", contents.criteria, paint)
    yield from _boxes("Missing tests", contents.missing_tests, paint)
    yield from _boxes("Tasks", contents.work, paint)
    if contents.gaps:
        yield from ("", paint("Gaps", bold=True))
        for gap in contents.gaps:
            closed = "closed: " if gap.closed else ""
            yield printable(f"  {gap.ref:<14}{gap.severity:<10}{closed}{gap.gap}")
    if contents.questions:
        yield from ("", paint("Questions", bold=True))
        for question in contents.questions:
            yield printable(f"  {question.ref:<14}{question.state:<10}{question.text}")
    unread = [line for line in contents.unread if line.reason != "conflict"]
    if unread:
        yield from ("", paint("Could not be read; in no count", bold=True))
        for line in unread:
            yield printable(f"  L{line.line:<5}{line.section.name}: {line.text}")


def _boxes(title: str, tasks: Sequence[Task], paint: output.Painter) -> Iterator[str]:
    if not tasks:
        return
    yield ""
    counted = sum(task.has_state for task in tasks)
    done = [f"{sum(t.checked for t in tasks)} of {counted} done"] if counted else []
    rest = [f"{len(tasks) - counted} {NO_CHECKBOX}"] if counted < len(tasks) else []
    yield paint(", ".join([title, *done, *rest]), bold=True)
    longest = max(len(task.ref) for task in tasks)
    for task in tasks:
        mark = "x" if task.checked else _MARKS.get(task.state, "?")
        box = f"[{mark}]" if task.box else f" {mark} " if task.checked else " - "
        yield printable(f"  {box} {task.ref.ljust(longest)}  {task.text}")


def _problems(file: SpecFile) -> str:
    counts = [severity.counted(count) for severity in reversed(Severity) if (count := file.count(severity))]
    return ", ".join(counts) or "no problems"
