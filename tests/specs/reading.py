"""Short ways from text to a spec, for the tests of this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.items.gaps import Gap
from specui.specs.rows import Record
from specui.specs.spec import Spec, read_spec
from specui.specs.template import Template, read_template, template_name

BUILT_IN = files("specui.specs") / "families" / "production-spec" / "spec.md"

TASK_TEMPLATE = """\
# How we write tasks

> Fill this in before you start.

---

## Job Spec: `[JOB_NAME]`

**Date:** YYYY-MM-DD
**Asked by:** [name or "self"]
**State:** 🟡 Draft | 🟢 Go | 🔴 No

---

### 1. Intent (Why)

_One sentence: the outcome that this serves._

### 2. Scope (What)

**Files touched:**
- `path/to/file` — [what changes]

**Files left alone:**
- `path/to/other` — [why]

**Estimated size:** ___ lines

### 3. Boundary Check

| Boundary | Yes/No | Notes |
|---|---|---|
| Touches money? | | |
| Adds a service? | | If yes, say why |

### 4. Test Plan

**Unit tests:**
- [ ] `test_name` — checks [behavior]

**Golden set eval (if prompts change):**
- [ ] Run the set, at least 90 %

### 5. Rollback Plan

| Strategy | Details |
|---|---|
| Revert one commit? | Yes / No |
| Data rollback? | Yes / No — [details] |

### 6. Success Criteria

_How do we know? Be measurable._

- [ ] [Metric] improves by [amount]

---

### Approval

- [ ] **Reviewed by:** ____
"""


@cache
def production() -> Template:
    template = read_template(scan(BUILT_IN.read_text(encoding="utf-8")), "production-spec")
    assert template is not None
    return template


@cache
def job() -> Template:
    template = read_template(scan(TASK_TEMPLATE), template_name("JOB-TEMPLATE.md"))
    assert template is not None
    return template


def spec_of(text: str, *templates: Template) -> Spec:
    return read_spec(scan(text), templates or (production(), job()))


def contents_of(text: str, *templates: Template) -> Contents:
    return Contents(spec_of(text, *templates))


def row_of(gap: Gap) -> Record:
    """Return the row that a gap is."""
    assert gap.record is not None
    return gap.record
