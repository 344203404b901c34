from __future__ import annotations

import pytest

from specui.specs.approval import becomes_approved
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
