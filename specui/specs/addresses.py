"""Addresses of items: ``functional/3``, ``q4``, ``gap5``, ``L57``, and refs, which add a check of the item's text.

A ref means the same item wherever it is now, or nothing: never a neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from specui.markdown.blocks import Document
from specui.markdown.lazy import lazy_pattern

_ADDRESS = lazy_pattern(r"^(?P<id>[^~\s]+?)(?:~(?P<check>[0-9a-f]{4,32}))?$")
_NUMBER = lazy_pattern(r"\d+$")
_LINE = lazy_pattern(r"[Ll]\d{1,9}")
_SHORT = 4
_SHOWN = 3


class AddressError(ValueError):
    """An address that names no item, or another one than it did; the message says what is there.

    Where it has the form of an address, ``address`` is the whole, ``wanted`` the one without its check, ``noun`` what was
    looked for, and ``nearby`` what there is of that.
    """

    address: str = ""
    wanted: str = ""
    noun: str = ""
    nearby: str = ""


class Addressed(Protocol):
    """What has an address: an id, the check of its text, and the line where it is."""

    @property
    def id(self) -> str: ...
    @property
    def check(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def line(self) -> int: ...


A = TypeVar("A", bound=Addressed)


def beside_conflicts(error: AddressError, document: Document) -> AddressError:
    """Return an error that also names the lines of merge conflicts: the item may be in one, unread."""
    if not document.conflicts:
        return error
    line = int(error.wanted[1:]) if _LINE.fullmatch(error.wanted) else 0
    for conflict in document.conflicts:
        lines = f"lines {conflict.line}–{conflict.end_line}"
        if conflict.line <= line <= conflict.end_line:
            return AddressError(
                f"{error.wanted} is in a merge conflict ({lines}); resolve the conflict first"
            )
    places = [f"{conflict.line}–{conflict.end_line}" for conflict in document.conflicts]
    told = ", ".join(places[:_SHOWN]) + (f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")
    return AddressError(f"{error}; lines {told} are in a merge conflict and not read")


class Checks:
    """The checks of all texts of a file, computed when the first one is needed."""

    __slots__ = ("_full", "_made", "_texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._full: list[str] = []
        self._made: list[str] = []

    def __getitem__(self, index: int) -> str:
        """Return the shortest check, of four digits or more, that keeps the text apart from the others."""
        if not self._made:
            self._make()
        return self._made[index]

    def full(self, index: int) -> str:
        """Return all digits of a check, which do not depend on what other texts there are."""
        if not self._made:
            self._make()
        return self._full[index]

    def _make(self) -> None:
        self._full = _checks(self._texts)
        self._made = _shortened(self._full)


def find_item(items: Sequence[A], address: str, noun: str, nearby: Callable[[Sequence[A], str], str]) -> A:
    """Return the item that an address means; `nearby` words what there is instead of an id that is not there.

    Raises AddressError.  With a check the item is found by its text alone, wherever it is now.
    """
    match = _ADDRESS.match(address.strip())
    if not match:
        raise AddressError(
            f"“{address}” isn't an address; write one such as functional/3, functional/3~9f2c, q4, gap5 or L57"
        )
    wanted, check = match["id"], match["check"]
    at = _standing_at(items, wanted)
    if check is None:
        if at is None:
            line = _LINE.fullmatch(wanted)
            fault = f"line {int(wanted[1:])} has no {noun}" if line else f"there is no {wanted} here"
            there = nearby(items, wanted)
            raise _fault(f"{fault}; {there}", address.strip() if not line else "", wanted, noun, there)
        return at
    if at is not None and at.check == check:
        return at
    prefix = _prefix(wanted)
    near = [item for item in items if item.check == check and _prefix(item.id) == prefix]
    found = near or [item for item in items if item.check == check]
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(item.id for item in found)
        raise AddressError(f"{address} could mean any of {places}; name it without the check or by line")
    stands = f"“{at.text}” is at {wanted} now" if at else f"nothing is at {wanted} now"
    message = f"{address} is no longer in this file; {stands}"
    raise _fault(message, address.strip(), wanted, noun, nearby(items, wanted))


def _fault(message: str, address: str, wanted: str, noun: str, nearby: str) -> AddressError:
    error = AddressError(message)
    error.address, error.wanted, error.noun, error.nearby = address, wanted, noun, nearby
    return error


def check_of(text: str, occurrence: int = 1) -> str:
    """Return 16 hexadecimal digits that identify an item's text; repeated texts are told apart by `occurrence`."""
    normal = " ".join(text.split())
    source = normal if occurrence == 1 else f"{normal}\0{occurrence}"
    return _digest(source)


@lru_cache(maxsize=4096)
def _digest(source: str) -> str:
    from hashlib import blake2b

    return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _checks(texts: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    full = []
    for text in texts:
        normal = " ".join(text.split())
        seen[normal] = seen.get(normal, 0) + 1
        full.append(check_of(normal, seen[normal]))
    return full


def _shortened(full: Sequence[str]) -> list[str]:
    short = [check[:_SHORT] for check in full]
    if len(set(short)) == len(full):
        return short
    times = Counter(short)
    return [whole if times[brief] > 1 else brief for whole, brief in zip(full, short, strict=True)]


def _standing_at(items: Sequence[A], wanted: str) -> A | None:
    if _LINE.fullmatch(wanted):
        line = int(wanted[1:])
        return next((item for item in items if item.line == line), None)
    found = next((item for item in items if wanted in {item.id, getattr(item, "place", "")}), None)
    if found is not None:
        return found
    own = [item for item in items if getattr(item, "own_id", "").casefold() == wanted.casefold()]
    if len(own) > 1:
        lines = ", ".join(f"L{item.line}" for item in own[:_SHOWN])
        raise AddressError(f"{wanted} names {len(own)} items here; name one by its line: {lines}")
    if own or wanted.isascii():
        return own[0] if own else None
    from specui.markdown import text_folding

    key = text_folding.fold(wanted)
    alike = [item for item in items if text_folding.fold(item.id) == key]
    return alike[0] if len(alike) == 1 else None


def _prefix(address: str) -> str:
    """Return an address without its number: the group of a box, ``q`` of questions."""
    group, slash, _ = address.rpartition("/")
    return group if slash else _NUMBER.sub("", address)
