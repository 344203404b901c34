"""Fields are set as the file writes them, and added where the template has them."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.edits import fields
from specui.specs.edits.places import EditRefused
from specui.specs.spec import read_as
from tests.specs.edits.changing import after, changed_lines
from tests.specs.reading import spec_of

BODY = "\n\n---\n\n## 1. Feature Overview\n\nText.\n\n## 2. Current State\n"
HEAD = """\
# Production Spec: Lamp Timer

**Last updated:** 2026-01-02
**Spec status:** 🔴 Gaps Identified (audit-driven)
**Owner agents**: Ilva (water)
**Tier:** 3 — Supporting Systems"""

SET = [
    ("Tier", "2", "**Tier:** 2 — Supporting Systems"),
    ("Tier", "2 — Core", "**Tier:** 2 — Core"),
    ("Spec status", "approved", "**Spec status:** 🟢 Approved (audit-driven)"),
    ("spec status", "🟢 Approved", "**Spec status:** 🟢 Approved (audit-driven)"),
    ("Owner agent(s)", "Ilva (water), Onno", "**Owner agents**: Ilva (water), Onno"),
    ("Last updated", "2026-03-04", "**Last updated:** 2026-03-04"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name, value, expected", SET)
def test_a_value_is_set(name: str, value: str, expected: str, newline: str) -> None:
    text = (HEAD + BODY).replace("\n", newline)
    new = after(text, fields.set_field(spec_of(text), name, value))
    gone, come = changed_lines(text, new)
    assert (len(gone), come) == (1, [expected + newline])


@pytest.mark.parametrize(
    "line, name, value, expected",
    [
        ("**Spec status:** Draft", "Spec status", "Approved", "**Spec status:** Approved"),
        ("**Spec status:** 🟡 Partial - Gaps", "Spec status", "Draft", "**Spec status:** 🟡 Draft"),
        ("**Spec status:** 🟡 Draft | 🟢 Approved | 🔴 Gaps Identified", "Spec status", "Approved", "**Spec status:** 🟢 Approved"),
        ("**Spec status:** ", "Spec status", "Draft", "**Spec status:** 🟡 Draft"),
        ("**Spec status:**  ", "Spec status", "Draft", "**Spec status:** 🟡 Draft  "),
        ("**Last updated:** `2026-01-02` (audit)", "Last updated", "2026-02-02", "**Last updated:** `2026-02-02` (audit)"),
        ("**Last updated:** YYYY-MM-DD", "Last updated", "2026-02-02", "**Last updated:** 2026-02-02"),
        ("**Priority:** a\nb", "Priority", "c", "**Priority:** c\nb"),
    ],
)  # fmt: skip
def test_style_and_tail_are_kept(line: str, name: str, value: str, expected: str) -> None:
    text = f"# Production Spec: Lamp Timer\n\n{line}\n**Tier:** 1{BODY}"
    new = after(text, fields.set_field(spec_of(text), name, value))
    assert new == text.replace(line, expected)


MISSING = [
    ("Spec status", "Draft", "**Spec status:** 🟡 Draft", 3),
    ("Last updated", "2026-01-02", "**Last updated:** 2026-01-02", 2),
    ("Tier", "1", "**Tier**: 1", 5),
    ("Priority", "high", "**Priority:** high", 6),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name, value, expected, line", MISSING)
def test_a_missing_field_is_added_in_its_place(
    name: str, value: str, expected: str, line: int, newline: str
) -> None:
    kept = [row for row in HEAD.split("\n") if not row.startswith(f"**{name}")]
    text = ("\n".join(kept) + BODY).replace("\n", newline)
    new = after(text, fields.set_field(spec_of(text), name, value))
    lines = new.split(newline)
    assert lines[line] == expected
    assert newline.join([*lines[:line], *lines[line + 1 :]]) == text


@pytest.mark.parametrize(
    "head, expected",
    [
        ("# Production Spec: X", "# Production Spec: X\n\n**Tier:** 1"),
        ("# Production Spec: X\n\n**Spec status:** Draft  ", "# Production Spec: X\n\n**Spec status:** Draft  \n**Tier:** 1  "),
        ("# Production Spec: X\n\n**Last updated:** 2026-01-02\n\n**Spec status:** Draft",
         "# Production Spec: X\n\n**Last updated:** 2026-01-02\n\n**Spec status:** Draft\n\n**Tier:** 1"),
        ("# Production Spec: X\n\n**Owner agent(s):** A,\nB", "# Production Spec: X\n\n**Owner agent(s):** A,\nB\n**Tier:** 1"),
    ],
)  # fmt: skip
def test_the_first_field_and_those_apart(head: str, expected: str) -> None:
    text = head + BODY
    assert after(text, fields.add_field(spec_of(text), "Tier", "1")) == expected + BODY


@pytest.mark.parametrize(
    "name, value, says",
    [
        ("Tier", "7", "“Tier” takes one of these: 1, 2, 3, 4; not “7”."),
        ("Tier", " ", "“Tier” needs a value."),
        ("Last updated", "2026-02-30", "“2026-02-30” isn't one."),
        ("Last updated", "yesterday", "takes a date such as"),
    ],
)
def test_what_cannot_be_is_refused(name: str, value: str, says: str) -> None:
    with pytest.raises(EditRefused) as refused:
        fields.set_field(spec_of(HEAD + BODY), name, value)
    assert says in str(refused.value)


def test_a_field_is_not_added_twice() -> None:
    with pytest.raises(EditRefused, match="already"):
        fields.add_field(spec_of(HEAD + BODY), "tier", "1")


def test_a_value_stays_on_its_line() -> None:
    text = HEAD + BODY
    new = after(text, fields.set_field(spec_of(text), "Owner agent(s)", "Ilva\n## 9. Not a section"))
    assert "**Owner agents**: Ilva ## 9. Not a section\n" in new


@pytest.mark.parametrize(
    "value, cell", [("a | b", "a \\| b"), ("a \\| b", "a \\| b"), ("`x|y`", "`x\\|y`"), ("||", "\\|\\|")]
)
def test_a_pipe_stays_in_its_cell(value: str, cell: str) -> None:
    text = f"# Production Spec: Lamp Timer\n\n| Tier | 2 |\n|---|---|\n| Priority | x |{BODY}"
    new = after(text, fields.set_field(spec_of(text), "Priority", value))
    assert new == text.replace("| x |", f"| {cell} |")


@pytest.mark.parametrize(
    "old, value, new",
    [
        ("status: Draft # soon", "a: b", 'status: "a: b" # soon'),
        ("status: Draft", "yes", 'status: "yes"'),
        ("status: Draft", "- #1", 'status: "- #1"'),
        ("status: 'it''s'", "it's not", "status: 'it''s not'"),
        ('status: "a"', 'b "c" \\', 'status: "b \\"c\\" \\\\"'),
        ("status:", "Draft", "status: Draft"),
        ("status: # soon", "Draft", "status: Draft # soon"),
        ("status: [Ada, Bo] # all", "Ada, Cy (x, y)", 'status: [Ada, "Cy (x, y)"] # all'),
        ("status:\n  - Ada\n  - 'Bo'", "Ada, Cy, Bo", "status:\n  - Ada\n  - Cy\n  - 'Bo'"),
        ("status:\n- Ada", "Bo, Cy", "status:\n- Bo\n- Cy"),
        ("status:\n- Ada # lead", "Bo", "status:\n- Bo # lead"),
    ],
)
def test_front_matter_stays_what_yaml_reads(old: str, value: str, new: str) -> None:
    text = f"---\ntitle: x\n{old}\nother: y\n---\n# Lamp Timer\n\n## Context\n"
    spec = read_as(scan(text), None)
    assert after(text, fields.set_field(spec, "status", value)) == text.replace(old, new)
