"""Finding an item among all specs by a few letters: pure, no files, no screen.

`items` says what can be found in one spec, `matching` whether letters fit a text and how well, `index` holds the
items of all files and ranks them.
"""

from specui.specs.finding.index import Hit, Index
from specui.specs.finding.items import KINDS, Item, Kind, items_of
from specui.specs.finding.matching import Query

__all__ = ["KINDS", "Hit", "Index", "Item", "Kind", "Query", "items_of"]
