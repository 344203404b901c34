"""What an item leads to."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.links import Link, links_in


@pytest.mark.parametrize(
    "text, links",
    [
        ("see `src/a.ts:3-7` there", [Link("citation", "src/a.ts", 3, 7)]),
        ("`src/a.ts#L3-L7`, `a.py:12`", [Link("citation", "src/a.ts", 3, 7), Link("citation", "a.py", 12)]),
        ("`memory/platform.md:3–7`", [Link("citation", "memory/platform.md", 3, 7)]),
        ("`app/(shop)/[id]/page.tsx`", [Link("citation", "app/(shop)/[id]/page.tsx")]),
        ("`npm run build` `x = 3` `foo()` `v1.2` `--flag` `a.b()`", []),
        ("[other](../tier2/b.md#state)", [Link("link", "../tier2/b.md")]),
        ("[code](src/my%20file.ts#L9)", [Link("link", "src/my file.ts", 9)]),
        ("[top](#top) [mail](mailto:a@b.c)", []),
        ("[docs](https://x.example/a) and https://y.example/b.", [Link("web", "https://x.example/a"), Link("web", "https://y.example/b")]),
        ("`a/b.c` twice `a/b.c`", [Link("citation", "a/b.c")]),
        ("plain text", []),
    ],
)  # fmt: skip
def test_links_by_text(text: str, links: list[Link]) -> None:
    assert list(links_in(text)) == links


def test_a_link_is_told_as_it_is_written() -> None:
    assert [str(link) for link in links_in("`a/b.c:3-7` `a/b.c:3` `a/b.c`")] == [
        "a/b.c:3-7",
        "a/b.c:3",
        "a/b.c",
    ]


@given(st.text(st.sampled_from("`[](ht:/p.#L0 -a\n<>"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    for link in links_in(text):
        assert link.target.strip() == link.target


@pytest.mark.parametrize("piece", ["[", "`", "[](", "http", "`a/", "[a](", "https://"])
def test_a_hostile_text_has_an_end(piece: str) -> None:
    assert len(links_in(piece * 200_000)) <= 500
