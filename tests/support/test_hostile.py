"""The generator of hostile documents: each kind has the requested size and is the same each time."""

from __future__ import annotations

import pytest

from tests.support.hostile import HEAD, KINDS, hostile


@pytest.mark.parametrize("kind", KINDS)
def test_size_is_as_requested(kind: str) -> None:
    small, large = hostile(kind, 16_000), hostile(kind, 64_000)
    assert 10_000 < len(small) <= 16_000 * 1.3
    assert 3 * len(small) < len(large) < 5 * len(small)
    assert large == hostile(kind, 64_000)


def test_pieces_are_numbered_from_one() -> None:
    assert hostile("criteria", 1_000).startswith(HEAD + "## 3. Acceptance Criteria\n\n- [ ] 1\n- [ ] 2\n")
