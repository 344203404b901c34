"""`specui repair FILE`: repair encoding damage, after showing a diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from specui.cli import output
from specui.cli.diffs import write_diff
from specui.cli.edit import note_dry_run, record_rewrite, record_step
from specui.cli.errors import Failure
from specui.cli.exit import accept_interrupts
from specui.cli.files.targets import named_target
from specui.cli.options import dry_run_option
from specui.markdown.damage import find_damage, repair
from specui.markdown.source import decode, encode
from specui.specs.phrases import format_count
from specui.workspace.files.spec_file import known_signs
from specui.workspace.history.command_journal import TextChange
from specui.workspace.storage import file_store as storage

_TITLE = "repair the encoding"


@click.command(name="repair")
@click.argument("file", type=click.Path())
@click.option("--yes", is_flag=True, help="Write without asking.")
@dry_run_option
@click.option(
    "--encoding",
    metavar="NAME",
    help="Encoding of a file that is not UTF-8.  [default: a guess, which is printed]",
)
@click.pass_context
def command(ctx: click.Context, file: str, yes: bool, dry_run: bool, encoding: str | None) -> int:
    """Repair damaged encoding, after showing a diff.

    Text that was decoded wrongly and saved again (ğŸŸ¡ for 🟡) is restored. Symbols that lost some bytes are restored if
    the template has them in that place. A file that is not UTF-8 is converted to UTF-8.

    Exit status: 0 if the file was repaired or has no damage; 1 if it was not changed; 2 if it cannot be read or
    written.
    """
    target = named_target(file)
    path = Path(target.name)
    data = storage.load(path).data
    source = decode(data)
    text, bom = source.text, source.bom
    if source.error is not None:
        from specui.cli.files.legacy_encoding import decode_as, guess_encoding

        used = encoding or guess_encoding(data, source.error.encoding)
        text, bom = decode_as(data, used, target.name), False
        origin = "" if encoding else " (a guess; use --encoding for another)"
        output.note(f"{target.name} {source.error.message}; read as {used}{origin}, it becomes:")
    elif encoding:
        raise Failure(f"{target.name} is already UTF-8; remove --encoding.")
    symbols = known_signs(target.context.templates)
    change = repair(text, symbols)
    repaired = change.apply(text)
    lost = [span for span in find_damage(repaired, symbols) if span.repaired is None]
    new = encode(repaired, bom)
    if new == data:
        output.note(
            f"{target.name}: no damage that can be repaired."
            if lost
            else f"{target.name}: no encoding damage."
        )
        return 1 if lost else 0
    write_diff(data, new, target.name, output.painter(ctx))
    if lost:
        output.note(f"{format_count(len(lost), 'place')} cannot be repaired, because bytes were lost.")
    if dry_run:
        note_dry_run(dry_run=True)
        return 0
    if not yes and not _confirm(target.name):
        return 1
    storage.save(path, new, expected=data)
    if source.error is None:
        record_step(_TITLE, [TextChange(target.filename, source.text, repaired, change)])
    else:
        record_rewrite(_TITLE, target.filename, data, new)
    output.note(f"Repaired {target.name}.")
    return 0


def _confirm(name: str) -> bool:
    """Ask before writing; without a terminal to ask on, return False and say how to write."""
    if sys.stdin is None or not sys.stdin.isatty():
        output.note(f"{name} was not changed; run specui repair --yes {name} to write it.")
        return False
    output.flush()
    accept_interrupts()
    if click.confirm("Write it?", err=True):
        return True
    output.note(f"{name} was not changed.")
    return False
