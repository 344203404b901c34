"""`specui set` on every form of fields: only the value changes; Approved is refused with open blockers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEMPLATE = """\
# Spec: [NAME]

**Status:** Draft | Approved
**Owner:** [name]

## Acceptance Criteria

- [ ] [What must be true]

## Known Gaps

| Gap | Severity | Notes |
|-----|----------|-------|
| [gap] | Critical / High / Low | [notes] |
"""
BODY = "\n\n## Acceptance Criteria\n\n- [x] A full boat is refused\n\n## Known Gaps\n\nNone.\n"
OTHER = "\n\n## Context\n\nBoats are small.\n\n## Decision\n\nThey sail when they are full.\n\n## Consequences\n\n- [ ] Tell\n"

HEADS = [
    ("**Status:** Draft | **Owner:** Ada | **Date:** 2026-02-25", "**Status:** Draft | **Owner:** Zed | **Date:** 2026-02-25"),
    ("- **Status:** Draft\n- Owner: Ada\n- **Tier** : 2", "- **Status:** Draft\n- Owner: Zed\n- **Tier** : 2"),
    ("Status: Draft\nOwner: Ada", "Status: Draft\nOwner: Zed"),
    ("__Status:__ Draft\\\n_Owner:_ Ada\\\n**Tier:** 2", "__Status:__ Draft\\\n_Owner:_ Zed\\\n**Tier:** 2"),
    ("> **Status:** Draft\n> **Owner:** Ada", "> **Status:** Draft\n> **Owner:** Zed"),
    ("**Status**：Draft\n\n**Owner：** Ada", "**Status**：Draft\n\n**Owner：** Zed"),
    ("| Status | Draft |\n|---|:-:|\n| **Owner** |   Ada   |", "| Status | Draft |\n|---|:-:|\n| **Owner** |   Zed   |"),
    ("**Status:** Draft<br>**Owner:** Ada<br/>", "**Status:** Draft<br>**Owner:** Zed<br/>"),
    ("**Status:** Draft&nbsp;&nbsp;**Owner:** Ada  ", "**Status:** Draft&nbsp;&nbsp;**Owner:** Zed  "),
]  # fmt: skip


@pytest.fixture(params=[True, False], ids=["with a template", "without"])
def templated(request: pytest.FixtureRequest, tmp_path: Path) -> bool:
    if request.param:
        (tmp_path / "template.md").write_text(TEMPLATE, encoding="utf-8")
    return bool(request.param)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("head, changed", HEADS)
def test_only_the_value_changes(
    run: Run, tmp_path: Path, templated: bool, head: str, changed: str, newline: str
) -> None:
    body = BODY if templated else OTHER
    before, after = (
        f"# Spec: Ferry\n\n{text}{body}".replace("\n", newline).encode() for text in (head, changed)
    )
    (tmp_path / "ferry.md").write_bytes(before)
    result = run("set", "ferry.md", "owner", "Zed")
    assert (result.exit_code, result.stderr) == (0, "ferry.md: Owner is now Zed\n")
    assert (tmp_path / "ferry.md").read_bytes() == after


def test_front_matter_is_written_in_place(run: Run, tmp_path: Path, templated: bool) -> None:
    body = BODY if templated else OTHER
    head = "---\n\n# Kept by hand\nstatus: 'draft' # soon\nowner: [Ada, Bo]\nnested:\n  status: x\n---\n# Spec: Ferry"
    (tmp_path / "ferry.md").write_text(head + body, encoding="utf-8")
    assert run("set", "ferry.md", "owner", "Bo, Cy (CTO, acting)").exit_code == 0
    assert run("set", "ferry.md", "status", "Draft").exit_code == 0
    new = head.replace(
        "[Ada, Bo]", "[Bo, Cy (CTO, acting)]".replace("Cy (CTO, acting)", '"Cy (CTO, acting)"')
    )
    assert (tmp_path / "ferry.md").read_text("utf-8") == new.replace("'draft'", "'Draft'") + body


def test_approval_without_a_template_takes_force(run: Run, tmp_path: Path) -> None:
    text = f"# Ferry\n\n- Status: Draft\n- Owner: Ada{OTHER}"
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    result = run("set", "ferry.md", "status", "approved")
    assert result.exit_code == 2
    assert "Without a template specui cannot tell what blocks approval. Nothing was written" in result.stderr
    assert (tmp_path / "ferry.md").read_text("utf-8") == text
    assert run("set", "ferry.md", "status", "approved", "--force").exit_code == 0
    assert (tmp_path / "ferry.md").read_text("utf-8") == text.replace("Draft", "approved")


def test_what_blocks_approval_is_listed_without_a_template_too(run: Run, tmp_path: Path) -> None:
    text = f"# Ferry\n\n**Status:** Draft\n\n## Acceptance Criteria\n\n- [ ] A full boat is refused{OTHER}"
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    result = run("set", "ferry.md", "status", "Approved")
    assert result.exit_code == 2
    assert "ferry.md:7 criterion" in result.stderr and "A full boat is refused" in result.stderr
    assert (tmp_path / "ferry.md").read_text("utf-8") == text


def test_a_field_in_a_form_that_is_not_written_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "template.md").write_text(TEMPLATE, encoding="utf-8")
    text = f"# Spec: Ferry\n\n<p>Status: Draft</p>\n\n**Owner:** Ada{BODY}"
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    result = run("set", "ferry.md", "status", "draft")
    assert result.exit_code == 2 and "“Status” is on line 3 in HTML" in result.stderr
    assert (tmp_path / "ferry.md").read_text("utf-8") == text


@pytest.mark.parametrize("command", ["check", "list", "show", "gaps"])
def test_a_template_that_is_none_stops_nothing(run: Run, tmp_path: Path, command: str) -> None:
    odd = "# About\n\n## Options\n\n### [one]\n\n## Outcome\n\n#### Detail\n"
    (tmp_path / "odd-template.md").write_text(odd, encoding="utf-8")
    (tmp_path / "pier.md").write_text(f"# Spec: Pier\n\n**Status:** Draft{BODY}", encoding="utf-8")
    for name in ([], ["pier.md"], ["odd-template.md"]):
        if command != "show" or name:
            result = run(command, *name)
            assert result.exit_code in {0, 1} and not isinstance(result.exception, IndexError), result.output


@pytest.mark.parametrize(
    "head, said",
    [
        ("---\nmeta:\n  status: Approved\ntier: 2\n---\n# Spec: Pier\n", "line 3 of the front matter"),
        ("# Spec: Pier\n\n**Status:**\nApproved\n", "line 4 goes on with “Approved”"),
    ],
)
def test_a_value_that_stands_elsewhere_is_not_written_beside(
    run: Run, tmp_path: Path, head: str, said: str
) -> None:
    path = tmp_path / "pier.md"
    path.write_text(f"{head}\n## Known Gaps\n", encoding="utf-8")
    result = run("set", "pier.md", "status", "draft")
    assert result.exit_code == 2
    assert said in result.stderr
    assert path.read_text(encoding="utf-8") == f"{head}\n## Known Gaps\n"


def test_a_new_key_of_front_matter_is_spelled_in_full(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pier.md"
    (tmp_path / "pier-template.md").write_text(
        "# Spec: [NAME]\n\n**Status:** Draft | Approved\n**Tier:** 1 | 2\n\n## Known Gaps\n", encoding="utf-8"
    )
    path.write_text("---\ntier: 2\n---\n# Spec: Pier\n\n## Known Gaps\n", encoding="utf-8")
    assert run("set", "pier.md", "status", "draft").exit_code == 0
    assert "\nstatus: Draft\n" in path.read_text(encoding="utf-8")
