from __future__ import annotations

from hypothesis import given, strategies as st

from specui.specs.search import Hit, Index, Query, items_of
from tests.specs.reading import contents_of

TEXT = """\
# Production Spec: Pier

**Spec status:** 🟡 Draft

## 2. Current State

### Shipped ✅
- Boats are counted

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
    - [ ] at night too
- a bare bullet

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|---|---|---|
| No lamps | 🔴 Critical | soon |

## 5. Test Coverage

### Missing Tests
- [ ] The tide turns

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|---|---|---|
| Winch | pulls | slow |

## 7. Degraded Mode

- **If Winch is down:** pull by hand
- **Data loss risk:** None

## 8. Open Questions

1. Who pays?
   - **Answered 2026-01-02 (Ada):** nobody
"""


ITEMS = items_of("pier.md", "pier", contents_of(TEXT))


def index_of(*texts: str) -> Index:
    index = Index()
    names = tuple(f"{number}.md" for number in range(len(texts)))
    index.order(names)
    for name, text in zip(names, texts, strict=True):
        index.put(name, text, items_of(name, name[:-3], contents_of(text)))
    return index


def found(index: Index, typed: str) -> list[str]:
    return [hit.item.text for hit in index.find(Query.of(typed)).hits]


def test_every_item_is_there_once_with_its_kind_and_section() -> None:
    kinds = {item.text: (item.kind, item.section) for item in ITEMS if item.kind != "heading"}
    assert kinds == {
        "Pier": ("spec", ""),
        "Boats are counted": ("state", "Current State"),
        "Boats land": ("criterion", "Acceptance Criteria"),
        "at night too": ("criterion", "Acceptance Criteria"),
        "a bare bullet": ("criterion", "Acceptance Criteria"),
        "No lamps · Critical · soon": ("gap", "Known Gaps / Tech Debt"),
        "The tide turns": ("test", "Test Coverage"),
        "Winch · pulls": ("dependency", "Dependencies"),
        "Winch is down: pull by hand": ("degraded", "Degraded Mode"),
        "Data loss risk: None": ("degraded", "Degraded Mode"),
        "Who pays?": ("question", "Open Questions"),
    }
    assert [item.text for item in ITEMS if item.kind == "heading"][:3] == [
        "Current State",
        "Shipped",
        "Acceptance Criteria",
    ]


def test_an_item_begins_where_it_stands() -> None:
    land = next(item for item in ITEMS if item.text == "Boats land")
    assert TEXT[land.start :].startswith("- [ ] Boats land")
    lamps = next(item for item in ITEMS if item.kind == "gap")
    assert TEXT[lamps.start :].startswith("| No lamps")


@given(st.text(alphabet="#-*[]x |.1234\nab:`<>", max_size=200))
def test_any_text_has_items_in_their_order(text: str) -> None:
    items = items_of("a.md", "a", contents_of(text))
    starts = [item.start for item in items]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)
    assert all(item.text and "\n" not in item.text for item in items)


def test_the_better_fit_comes_first_then_the_kind_then_the_order() -> None:
    index = index_of("# Spec: A\n\n- [ ] abate\n- [ ] bat two\n- [ ] bat one\n\n## Bat\n")
    assert found(index, "bat") == ["Bat", "bat two", "bat one", "abate"]


def test_a_kind_alone_and_nothing_typed() -> None:
    index = index_of(TEXT)
    assert [hit.item.kind for hit in index.find(Query.of("o"), "question").hits] == ["question"]
    assert index.find(Query.of("")).total == len(index) == len(ITEMS)


def test_a_file_that_changed_is_read_again_and_one_that_is_gone_goes() -> None:
    index = index_of(TEXT, TEXT.replace("land", "sink"))
    assert found(index, "boats sink")[:1] == ["Boats sink"]
    assert index.stale([("0.md", TEXT), ("1.md", "other")]) == ["1.md"]
    index.put("1.md", "other", items_of("1.md", "1", contents_of(TEXT.replace("land", "float"))))
    assert found(index, "boats sink") == []
    assert found(index, "boats float")[:1] == ["Boats float"]
    index.order(("0.md",))
    assert found(index, "float") == []


def test_letters_typed_one_by_one_find_what_they_find_at_once() -> None:
    index, fresh = (
        index_of(TEXT, TEXT.replace("Boats", "Bears")),
        index_of(TEXT, TEXT.replace("Boats", "Bears")),
    )
    typed = "bear lan"
    found_so: tuple[Hit, ...] = ()
    for end in range(1, len(typed) + 1):
        found_so = index.find(Query.of(typed[:end])).hits
    assert found_so == fresh.find(Query.of(typed)).hits
