"""What is said about an address that names nothing of the kind that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from specui.specs.addresses import Addressed, AddressError, beside_conflicts, find_item
from specui.specs.contents import Contents
from specui.specs.items.kinds import KINDS


def explained(error: AddressError, contents: Contents) -> AddressError:
    """Return an error that says what the address names instead, or that the item may be in a merge conflict."""
    for kind in KINDS.values():
        items = [item for item in contents.items(kind) if not item.none]
        if error.address and _names_one_of(items, error.address):
            return AddressError(f"{error.wanted} is {kind.a_noun}, not a {error.noun}; {error.nearby}")
    return beside_conflicts(error, contents.spec.document)


def _names_one_of(items: Sequence[Addressed], address: str) -> bool:
    try:
        find_item(items, address, "", lambda _items, _wanted: "")
    except AddressError:
        return False
    return True
