"""The least edits between two texts, so that a save touches no line that has not changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern

_LINE = lazy_pattern(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_MAX_COMPARED = 40_000  # pairs of lines; difflib is cubic at its worst


def text_edits(before: str, after: str) -> list[TextEdit]:
    """Return the least edits that turn `before` into `after`, in characters of `before`; none touches an equal line."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    position = sum(map(len, old[:head]))
    edits: list[TextEdit] = []
    for old_lines, new_lines, equal in _blocks(middle_old, middle_new):
        if not equal:
            edits += _edits_of_block(position, old_lines, new_lines)
        position += sum(map(len, old_lines))
    return _apart(edits)


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    if not old or not new or len(old) * len(new) > _MAX_COMPARED:
        yield old, new, False
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield old[a:b], new[c:d], tag == "equal"


def _edits_of_block(position: int, old: list[str], new: list[str]) -> Iterator[TextEdit]:
    if len(old) != len(new):
        old, new = ["".join(old)], ["".join(new)]
    for before, after in zip(old, new, strict=True):
        if before != after:
            yield _trimmed(position, before, after)
        position += len(before)


def _trimmed(position: int, before: str, after: str) -> TextEdit:
    """Return one edit without the common start and end; it never splits a CRLF."""
    head = _common(before, after)
    if head and before[head - 1] == "\r" and "\n" in {before[head : head + 1], after[head : head + 1]}:
        head -= 1
    tail = _common(before[head:][::-1], after[head:][::-1])
    while (
        tail
        and before[len(before) - tail] == "\n"
        and "\r" in {_char_before(t, tail) for t in (before, after)}
    ):
        tail -= 1
    return TextEdit(position + head, position + len(before) - tail, after[head : len(after) - tail])


def _char_before(text: str, tail: int) -> str:
    at = len(text) - tail - 1
    return text[at] if at >= 0 else ""


def _apart(edits: list[TextEdit]) -> list[TextEdit]:
    """Join edits that touch, so that no two have one offset."""
    joined: list[TextEdit] = []
    for edit in edits:
        if joined and joined[-1].end == edit.start:
            last = joined.pop()
            edit = TextEdit(last.start, edit.end, last.replacement + edit.replacement)
        joined.append(edit)
    return joined


def _common(one: list[str] | str, other: list[str] | str) -> int:
    """Return how many items two sequences have in common at their start."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
