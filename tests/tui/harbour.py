"""A spec with something of every kind, and a person who edits it: what a key changed is compared line by line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tui.seat import Seat, seated

HARBOUR = """\
# Production Spec: Harbour

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay)
**Tier:** 3 — Supporting Systems

## 1. Feature Overview

A harbour.

## 2. Current State

### Shipped ✅
- Boats land

### Partially Working ⚠️
- Boats leave

### Not Implemented ❌
- Boats turn
  - in wind
- Boats wait

## 3. Acceptance Criteria

### Functional
- [ ] A boat lands
- [x] A boat leaves

### Compliance / Security
- [ ] Papers are read

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Fog | 🟡 High | since May |
| Ice | | winter |

## 5. Test Coverage

### Existing Tests
| Test | Location | Coverage |
|------|----------|----------|
| Landing | `src/land.test.ts` | all |

### Missing Tests
- [ ] Leaving

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|--------|------------|--------------|
| Pilots | to land | none lands |

### External Services
| Service | Purpose | Fallback |
|---------|---------|----------|
| Weather | wind | yesterday's |

## 7. Degraded Mode

- **If Pilots is down:** nobody lands.
- **Data loss risk:** None

## 8. Open Questions

1. **Fees**: Does the boat pay, or does the owner pay?
2. Who rings the bell?

## Revision History

| Date | Author | Change |
|------|--------|--------|
| 2026-02-19 | Ada | First |
"""


class Hand(Seat):
    """A person who edits the harbour."""

    path: Path

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines_changed(self) -> tuple[list[str], list[str]]:
        """The lines that went and those that came, in their order."""
        before, after = HARBOUR.split("\n"), self.text.split("\n")
        while before and after and before[0] == after[0]:
            before, after = before[1:], after[1:]
        while before and after and before[-1] == after[-1]:
            before, after = before[:-1], after[:-1]
        return before, after

    async def at(self, words: str, area: int = 0) -> None:
        """Put the cursor where words stand first."""
        bench = self.bench
        offset = self.text.index(words)
        contents = bench.navigator.file.contents if bench.navigator.file else None
        assert contents is not None
        from specui.tui.models.outline import entry_at

        bench.navigator.go_to_entry(entry_at(bench.navigator.entries, offset), offset)
        bench.focus_pane("section")
        bench.settle()
        bench.section_view.select_area(area)
        await self.pilot.pause()

    @property
    def editing(self) -> bool:
        """Whether something is being edited in place."""
        return self.bench.desk.inline_edit is not None

    @property
    def writing(self) -> str:
        """The section that is being written as Markdown; "" where none is."""
        return self.bench.desk.draft.source if self.bench.desk.draft is not None else ""

    @property
    def drawn(self) -> str:
        """What is drawn around the text that is typed."""
        from specui.tui.editors.inline_editor import Backdrop

        lines = self.bench.query_one(Backdrop).drawing
        return "\n".join("".join(cell.text for cell in line.cells).rstrip() for line in lines)


@asynccontextmanager
async def at_the_harbour(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Hand]:
    path = folder / "tier1" / "pier.md"
    path.write_bytes(HARBOUR.encode())
    async with seated(folder, size) as seat:
        hand = Hand(seat.app, seat.pilot)
        hand.path = path
        hand.bench.navigator.open_from_tree("tier1/pier.md")
        await hand.pilot.pause()
        yield hand
