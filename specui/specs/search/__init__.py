"""Finding an item among all specs by a few letters: pure, no files, no screen.

`items` says what can be found in one spec, `matching` whether letters fit a text and how well, `index` holds the
items of all files and ranks them.
"""

from specui.specs.search.fuzzy_match import Query
from specui.specs.search.index import Hit, Index
from specui.specs.search.searchable_items import KINDS, Item, Kind, items_of

__all__ = ["KINDS", "Hit", "Index", "Item", "Kind", "Query", "items_of"]
