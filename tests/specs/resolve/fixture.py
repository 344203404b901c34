"""A spec whose gaps, bullets, questions, tests and criteria were paired by hand."""

from __future__ import annotations

from specui.specs.contents import Contents
from specui.specs.state import StateItem
from specui.specs.tasks import Task
from tests.specs.reading import contents_of

GREENHOUSE = """\
# Production Spec: Greenhouse Control

**Last updated:** 2026-01-02
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Ada (gardener)
**Tier:** 2

---

## 2. Current State

### Shipped ✅
- Vents open by temperature (`src/vents.ts`)

### Partially Working ⚠️
- **Humidity sensors**: read every minute, but a broken sensor is not noticed
- Watering plan — runs, although two zones at once may pass the pump's limit
  - seen in zones 3 and 4
- Greenhouse report reaches the gardener a day late

### Not Implemented ❌
- **Frost alarm**: no message at night when the greenhouse falls below 3 °C
- Seed catalogue (no import of supplier lists)
- Shade curtain automation

---

## 3. Acceptance Criteria

### Functional
- [ ] Frost alarm reaches the gardener within two minutes
- [ ] Two zones never run at once when the pump's limit would be passed
- [x] Vents open above 28 °C
- [ ] Each greenhouse has its own plan

### Performance
- [ ] The greenhouse report is ready in 10 s

---

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| No frost alarm | 🔴 Critical | Nobody gets a message at night when it falls below 3 °C |
| Watering plan: zones at once may pass the pump limit | 🟡 High | Two zones opened together in May |
| Broken humidity sensors go unnoticed | 🟡 High | A sensor stood at 40 % for a week |
| No seed catalog import | 🟢 Low | Supplier lists are typed |
| Staff rota lives in a spreadsheet | 🟢 Low | |

---

## 5. Test Coverage

### Missing Tests (Required for Production-Ready)
- [ ] `frost-alarm.unit.test.ts` — validates the message below 3 °C
- [ ] `watering-pump-limit.integration.test.ts` — validates that zones wait for the pump
- [ ] `vents.unit.test.ts` — validates the hysteresis

---

## 8. Open Questions

1. **Frost alarm**: Should it ring the gardener's phone, or send a message?
2. **Greenhouse report**: Daily or weekly?
3. **Humidity sensors**: Should a broken sensor close the valve, or keep its last value?
   - **Answered 2026-01-01 (Ada):** close it

---

## Revision History

| Date | Author | Change |
|------|--------|--------|
| 2026-01-02 | Ada | Initial draft |
"""

# Gap, kind and the words that the item begins with.
SAME = {
    ("gap1", "state", "**Frost alarm**"),
    ("gap1", "question", "**Frost alarm**"),
    ("gap1", "test", "`frost-alarm"),
    ("gap1", "criterion", "Frost alarm reaches"),
    ("gap2", "state", "Watering plan"),
    ("gap2", "test", "`watering-pump"),
    ("gap2", "criterion", "Two zones never"),
    ("gap3", "state", "**Humidity sensors**"),
    ("gap4", "state", "Seed catalogue"),
}


def greenhouse(text: str = GREENHOUSE) -> Contents:
    return contents_of(text)


def state_item(contents: Contents, words: str) -> StateItem:
    return next(i for items in contents.state.values() for i in items if i.text.startswith(words))


def task(contents: Contents, words: str) -> Task:
    return next(one for one in contents.tasks if one.text.startswith(words))
