"""A section that is open in the editor: which range of which file, and the change that saves it.

Pure values; the editor holds the text, the session the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from specui.markdown.blocks import ThematicBreak
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import dominant_newline
from specui.specs.blanks import is_blank_text
from specui.specs.spec import Section
from specui.tui.models.outline import HEAD, Entry
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.state.recovery import Base

FIELDS = "Fields"

_LEAD = lazy_pattern(
    r"[ \t]*(?:[-*+][ \t]+(?:\[[ xX]?\][ \t]*)?|\d{1,9}[.)][ \t]+(?:\[[ xX]?\][ \t]*)?|#{1,6}[ \t]+|(?:>[ \t]?)+|\|[ \t]*)?"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A section that is open in the editor.

    `file` is the file as it was when the section was opened; `start:end` is the range of its text, without the blank
    lines around it. A `blind` draft has an unknown base: before a save, the user is asked about each difference.
    """

    file: SpecFile
    number: int
    name: str
    start: int
    end: int
    guidance: str = ""
    """What the template says to the author of it."""
    blind: bool = False
    is_guidance: bool = False
    """Whether the range holds nothing but running text of the template, which the first key replaces."""

    @property
    def base(self) -> Base:
        """The text before the edit, for the recovery journal."""
        return Base(self.file.text, self.start, self.end, self.file.source.bom)

    @property
    def source(self) -> str:
        """The Markdown before the edit."""
        return self.file.text[self.start : self.end]

    @property
    def first_line(self) -> int:
        """The first line of the range, counted from 1."""
        return self.file.contents.spec.document.lines.line_at(self.start)

    @property
    def digest(self) -> str:
        """The digest of the file's bytes, for the recovery journal."""
        return digest_of(self.file)

    def transaction(self, edits: Sequence[TextEdit]) -> Transaction:
        """Return edits of the range as edits of the file; the offsets of `edits` count from the start of the range."""
        text = self.file.text
        if self.start == self.end and edits:
            typed = "".join(edit.replacement for edit in edits).strip("\r\n")
            edits = [TextEdit(0, 0, _framed(text, self.start, typed) if typed.strip() else "")]
        moved = [TextEdit(e.start + self.start, e.end + self.start, e.replacement) for e in edits]
        return Transaction.of(text, moved, f"write {self.name}")

    def text_with(self, typed: str) -> str:
        """Return the text of the file with the range replaced by what is typed."""
        text = self.file.text
        if self.start == self.end:
            typed = typed.strip("\r\n")
            typed = _framed(text, self.start, typed) if typed.strip() else ""
        return text[: self.start] + typed + text[self.end :]


def digest_of(file: SpecFile) -> str:
    """Return the digest of a file's bytes for the recovery journal."""
    return blake2b(file.data, digest_size=16).hexdigest()


def draft_of(file: SpecFile, entry: Entry) -> Draft:
    """Open a section of a file, or its head, in the editor."""
    text = file.text
    if entry.section is None:
        start, end = 0, file.contents.spec.head_end if entry.number == HEAD else 0
        name = FIELDS
    else:
        start, end = entry.section.body_start, _body_end(file, entry.section)
        name = entry.section.name
    body = text[start:end]
    if not body.strip():
        guidance = "\n\n".join(entry.schema.guidance) if entry.schema is not None else ""
        return Draft(file, entry.number, name, start, start, guidance)
    lead = len(body) - len(body.lstrip("\r\n"))
    blank = entry.section is not None and is_blank_text(entry.section, file.contents.blanks)
    return Draft(file, entry.number, name, start + lead, start + len(body.rstrip()), is_guidance=blank)


def _body_end(file: SpecFile, section: Section) -> int:
    """Return the end of a section's own text: before the rule that separates it from the next section."""
    blocks = file.contents.spec.document.blocks[section.first : section.last]
    rule = next((block for block in reversed(blocks) if block.parent < 0), None)
    return rule.start if type(rule) is ThematicBreak and rule.start >= section.body_start else section.end


def text_column(line: str) -> int:
    """Return the column where a line's text begins: after its marker and box, `#`, `>`, or the first bar of a row."""
    lead = _LEAD.match(line)
    return lead.end() if lead is not None else 0


def _framed(text: str, at: int, typed: str) -> str:
    """Return the text for an empty section, with a blank line before it, and after it if something follows."""
    newline = dominant_newline(text)
    before = newline if text[:at].endswith(("\n", "\r")) or not at else newline * 2
    rest = text[at:]
    if not rest.strip():
        return f"{before}{typed}{newline}"
    return f"{before}{typed}{newline}" + ("" if rest.startswith(("\n", "\r")) else newline)
