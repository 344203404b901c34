"""Entries and queues for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from specui.specs.triage import Entry, Filter, FilterFault, entries
from tests.specs.reading import contents_of

TODAY = date(2026, 3, 20)

PIER = """\
# Production Spec: Pier

**Last updated:** 2026-01-10
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Linus (CTO), Priya Nair (piers)
**Tier:** 1 — Boats

## 3. Acceptance Criteria

### Functional
- [ ] Boats land at night
- [x] Boats are counted

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|---|---|---|
| None | — | — |
| No lamps | 🔴 Critical | soon |
| Rust | 🟢 Low | |
| Rot | odd | |

## 5. Test Coverage

### Missing Tests
- [ ] The tide turns

## 8. Open Questions

1. **Lamps**: is it a soft light, or a hard light?
2. Who pays?
   - **Answered 2026-01-02 (Ada):** nobody
3. Who sweeps?
   - **Deferred to 2026-03-20 (Ada):** waits for spring
4. Who rings the bell?
   - **Deferred to 2026-03-21 (Ada):** later
5. Who paints?
   - **Assigned 2026-01-02 (Ada):** Bo
6. Who sings?
   - **Deferred (Ada):** some day
"""


def pier() -> tuple[Entry, ...]:
    return entries("tier1-pier.md", contents_of(PIER), TODAY)


def parsed(text: str) -> Filter:
    found = Filter.parse(text)
    assert not isinstance(found, FilterFault), found.sentence
    return found


def entry(number: int, **changes: object) -> Entry:
    """Return an open question of a made-up spec, which its number alone tells from others."""
    base = Entry(
        "a.md", "question", f"q{number}", f"q{number}~{number:04x}", f"{number:016x}", f"Question {number}?", "",
        number, "open", "", 9, (), "", "", "A", "Draft", "1", ("Ada",), "2026-01-01", TODAY.isoformat(),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]
