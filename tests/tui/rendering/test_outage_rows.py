"""What may be down, by name, and who depends on it as a list."""

from __future__ import annotations

from specui.specs.outage import dependencies_of, impact_of
from specui.tui.rendering.location_list import Item, rows
from specui.tui.rendering.outage_rows import names_of, outage_listing
from tests.specs.reading import contents_of

PIER = """\
# Production Spec: Pier

**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay), Grace
**Tier:** 2

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|--------|------------|--------------|
| Tide `tables` | to land | none lands |

### External Services
| Service | Purpose | Fallback |
|---------|---------|----------|
| Weather | wind | |

## 7. Degraded Mode

- **If Tide is down:** boats wait.
"""
BUOY = PIER.replace("Pier", "Buoy").replace("Tier:** 2", "Tier:** 1").replace("Tide `tables`", "Tide")
FERRY = PIER.replace("Pier", "Ferry").replace("Tide `tables`", "Buoy").replace("If Tide", "If Ice")
KNOWN = [
    dependencies_of(f"{name}.md", contents_of(text))
    for name, text in (("pier", PIER), ("buoy", BUOY), ("ferry", FERRY))
]


def test_names_are_what_specs_depend_on_and_the_specs_the_most_named_first() -> None:
    assert [(named.name, named.what, named.specs) for named in names_of(KNOWN)] == [
        ("Weather", "service", 3),
        ("Buoy", "spec", 1),
        ("Tide", "system", 1),
        ("Tide tables", "system", 1),
        ("Ferry", "spec", 0),
        ("Pier", "spec", 0),
    ]


def test_two_ways_to_write_a_name_are_one() -> None:
    shouted = dependencies_of("loud.md", contents_of(PIER.replace("Weather", "**WEATHER**")))
    assert [named.specs for named in names_of([*KNOWN, shouted]) if named.name == "Weather"] == [4]


def test_the_lowest_tier_comes_first_and_what_depends_through_others_last() -> None:
    listing = outage_listing(impact_of(KNOWN, "Tide"))
    assert [(group.title, group.remark) for group in listing.groups] == [
        ("Buoy", "Tier 1 · Ada, Grace · Draft"),
        ("Pier", "Tier 2 · Ada, Grace · Draft"),
        ("Ferry", "Tier 2 · Ada, Grace · Draft · through Buoy"),
    ]
    pier = listing.groups[1].items
    assert [(item.text, item.place) for item in pier] == [
        ("Tide tables: to land", "L12"),
        ("If Tide is down: boats wait.", "L21"),
    ]
    assert [(detail.label, detail.text) for detail in pier[0].details] == [("Failure mode", "none lands")]
    assert "".join(cell.text for cell in listing.facts).startswith("2 specs depend on it, 1 more indirectly")


def test_what_is_not_said_is_said() -> None:
    listing = outage_listing(impact_of(KNOWN, "Weather"), unread=2)
    first: Item = listing.items[0]
    assert [detail.text for detail in first.details] == ["not specified", "not specified"]
    told = "".join(cell.text for cell in listing.facts)
    assert (
        "3 specs depend on it" in told and "3 with no fallback" in told and "3 with no degraded mode" in told
    )
    assert told.endswith("2 files not read yet")


def test_a_name_that_nobody_knows_is_told_with_what_is_like_it() -> None:
    listing = outage_listing(impact_of(KNOWN, "Feather"))
    assert listing.groups == () and "Similar names: Weather" in listing.empty
    assert rows(listing, 30)
