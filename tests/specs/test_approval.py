from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.approval import approves, becomes_approved
from specui.specs.spec import read_as
from specui.specs.template import read_template
from tests.specs.reading import contents_of

TEXT = "# Production Spec: X\n\n**Spec status:** {}\n**Tier:** 1\n\n## 8. Open Questions\n\n1. How long?\n"


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("🟡 Draft", "🟢 Approved", True),
        ("", "approved", True),
        ("🟢 Approved", "Approved", False),
        ("🟢 Approved", "🟡 Draft", False),
        ("🟡 Draft", "🔴 Gaps Identified", False),
    ],
)
def test_becoming_approved_is_told_from_every_other_change(before: str, after: str, expected: bool) -> None:
    specs = (contents_of(TEXT.format(status)).spec for status in (before, after))
    assert becomes_approved(*specs) is expected


LOOSE = "# Ferry\n\n**Spec status:** {}\n**Owner:** Ada\n\n## Context\n\nSails.\n"


@pytest.mark.parametrize(
    "value", ["Approved", "accepted", "🟢 Approved (by all)", "Signed off", "done", "**Final**", "FINAL."]
)
def test_without_a_template_words_of_approval_are_noticed(value: str) -> None:
    before, after = (read_as(scan(LOOSE.format(status)), None) for status in ("Draft", value))
    assert approves(before, "status", value) and approves(before, "Spec status", value)
    assert becomes_approved(before, after) and not becomes_approved(after, after)
    assert not approves(after, "status", value)
    assert not approves(before, "owner", value)


@pytest.mark.parametrize(
    "value", ["Draft", "final draft", "done by Friday", "unapproved", "not approved", "in review", ""]
)
def test_other_words_claim_nothing_without_a_template(value: str) -> None:
    before, after = (read_as(scan(LOOSE.format(status)), None) for status in ("Draft", value))
    assert not approves(before, "status", value)
    assert not becomes_approved(before, after)


def test_a_status_that_takes_any_word_is_one_too() -> None:
    template = read_template(
        scan("# Spec: [NAME]\n\n**Status**: Draft\n\n## Open Questions\n\n1. [Question]\n"), "any"
    )
    spec = read_as(scan("# Spec: X\n\n- **Status**: Draft\n\n## Open Questions\n\n1. Why?\n"), template)
    assert approves(spec, "status", "Approved")
    assert not approves(spec, "status", "Active")
