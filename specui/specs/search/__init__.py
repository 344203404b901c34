"""Fuzzy search of the items of all specs. Pure: no files, no screen.

`searchable_items` lists what can be found in one spec, `fuzzy_match` scores letters against a text, `index` holds the
items of all files and ranks them.
"""

from specui.specs.search.fuzzy_match import Query
from specui.specs.search.index import Hit, Index
from specui.specs.search.searchable_items import KINDS, Item, Kind, items_of

__all__ = ["KINDS", "Hit", "Index", "Item", "Kind", "Query", "items_of"]
