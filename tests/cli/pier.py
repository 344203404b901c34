"""A small spec for the commands: a gap that is a missing feature too, questions, criteria."""

from __future__ import annotations

PIER = """\
# Production Spec: Pier

**Last updated:** 2026-01-10
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Ada (CTO)
**Tier:** 2 — Boats

## 2. Current State

### Shipped ✅
- Boats are counted

### Not Implemented ❌
- Lamps on the pier at night

## 3. Acceptance Criteria

### Functional
- [ ] Boats land by day

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|---|---|---|
| No lamps on the pier at night | 🔴 Critical | soon |
| Rust | 🟢 Low | |

## 8. Open Questions

1. **Lamps**: is it a soft light, or a hard light?
2. Who pays?

## Revision History

| Date | Author | Change |
|---|---|---|
| 2026-01-10 | Ada | Begun |
"""
