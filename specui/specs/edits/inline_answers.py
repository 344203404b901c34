"""Answers to questions within the text: the answer takes the place of the mark, and is logged where the family does so."""

from __future__ import annotations

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.markdown.text import dominant_newline
from specui.specs import names
from specui.specs.edits.cells import escaped
from specui.specs.edits.places import EditRefused
from specui.specs.items.inline_questions import InlineQuestion, inline_questions
from specui.specs.spec import Spec

MISREAD = "Markdown would not read that as the rest of the sentence; rephrase it."


def answer_inline(spec: Spec, one: InlineQuestion, words: str, *, on: str, title: str) -> Transaction:
    """Put an answer in place of the mark; ``on`` is the ISO day of the log. Raises EditRefused."""
    document = spec.document
    in_table = any(table.start <= one.start < table.end for table in document.tables)
    edits = [TextEdit(one.start, one.end, escaped(words) if in_table else words)]
    log = spec.template.log if spec.template is not None else ""
    if log:
        edits.append(_logged(spec, log, one.text, words, on))
    made = Transaction.of(document.text, sorted(edits), title)
    left = inline_questions(scan(made.apply(document.text)))
    if len(left) != len(inline_questions(document)) - 1:
        raise EditRefused(MISREAD)
    return made


def _logged(spec: Spec, section_name: str, asked: str, words: str, on: str) -> TextEdit:
    """Return the edit that adds a question and its answer to the day's session in the section of the log.

    The section is created before the first one, and the session at the section's end, where they are missing.
    """
    text, newline = spec.document.text, dominant_newline(spec.document.text)
    entry = f"- Q: {asked} → A: {words}"
    section = spec.section(section_name)
    if section is None:
        at = spec.head_end
        lines = ["", ""] if at and not text[:at].endswith((newline * 2, "\n\n")) else []
        lines += [f"## {section_name}", "", f"### Session {on}", "", entry, ""]
        return TextEdit(at, at, newline.join(lines) + newline)
    session = next(
        (one for one in section.groups if names.key(one.title) == names.key(f"Session {on}")), None
    )
    held = session or section
    end = held.start + len(text[held.start : held.end].rstrip())
    if session is not None:
        gap = newline if session.items else newline * 2
        return TextEdit(end, end, f"{gap}{entry}")
    return TextEdit(end, end, f"{newline * 2}### Session {on}{newline * 2}{entry}")
