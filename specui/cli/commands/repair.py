"""`specui repair FILE`: mend encoding damage, shown as a diff before anything is written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from specui.cli import output
from specui.cli.diff_output import write_diff
from specui.cli.edit import note_rewriting, note_step
from specui.cli.errors import Failure
from specui.cli.targets import named_target
from specui.markdown.damage import find_damage, repair
from specui.markdown.source import decode, encode
from specui.workspace.files.spec_file import known_signs
from specui.workspace.history.command_journal import TextChange
from specui.workspace.storage import file_store as storage

_TITLE = "repair the encoding"


@click.command(name="repair")
@click.argument("file", type=click.Path())
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show the diff, and write nothing.")
@click.option(
    "--encoding",
    metavar="NAME",
    help="What a file that is not UTF-8 was written in; without it, a guess that is told.",
)
@click.pass_context
def command(ctx: click.Context, file: str, yes: bool, dry_run: bool, encoding: str | None) -> int:
    """Mend the encoding damage of a file, shown as a diff first.

    Text that was decoded wrongly and saved again (ğŸŸ¡ for 🟡) becomes what it was, the signs included of which
    bytes were lost, where the template knows them. A file that is not UTF-8 is saved as UTF-8.

    Exit status: 0 mended, or nothing to mend; 1 the file was left as it is; 2 it cannot be read or written.
    """
    target = named_target(file)
    path = Path(target.name)
    data = storage.load(path).data
    source = decode(data)
    text, bom = source.text, source.bom
    if source.error is not None:
        from specui.cli.legacy_encoding import decode_as, guess

        used = encoding or guess(data, source.error.encoding)
        text, bom = decode_as(data, used, target.name), False
        told = "as --encoding says" if encoding else "a guess; --encoding names another"
        output.note(f"{target.name} {source.error.message}; read as {used} ({told}) it becomes:")
    elif encoding:
        raise Failure(f"{target.name} is UTF-8 already; leave out --encoding.")
    signs = known_signs(target.context.templates)
    change = repair(text, signs)
    mended = change.apply(text)
    lost = [span for span in find_damage(mended, signs) if span.repaired is None]
    new = encode(mended, bom)
    if new == data:
        output.note(
            f"{target.name} has no damage that can be mended."
            if lost
            else f"{target.name} has no encoding damage."
        )
        return 1 if lost else 0
    write_diff(data, new, target.name, output.painter(ctx))
    if lost:
        output.note(
            f"{len(lost)} damaged place{'' if len(lost) == 1 else 's'} cannot be mended: bytes were lost there."
        )
    if dry_run or not (yes or _agreed(target.name)):
        return 0 if dry_run else 1
    storage.save(path, new, expected=data)
    if source.error is None:
        note_step(_TITLE, [TextChange(target.filename, source.text, mended, change)])
    else:
        note_rewriting(_TITLE, target.filename, data, new)
    output.note(f"{target.name} was mended.")
    return 0


def _agreed(name: str) -> bool:
    """Ask, where there is somebody to ask."""
    if sys.stdin is None or not sys.stdin.isatty():
        output.note(f"{name} was not written; specui repair --yes {name} writes it.")
        return False
    output.flush()
    if click.confirm("Write it?", err=True):
        return True
    output.note(f"{name} was left as it is.")
    return False
