"""Documents for property tests: typical lines of specs, difficult lines, and mutated samples."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.support.generate import production_spec

_PREFIXES = [
    *[
        "",
        "",
        "",
        " ",
        "  ",
        "   ",
        "    ",
        "     ",
        "\t",
        " \t",
        "> ",
        ">",
        ">\t",
        "- ",
        "-  ",
        "-\t",
        " - ",
        "-",
    ],
    *["1. ", "1.", "2. ", "10) ", "* ", "+ ", "- [ ] ", "- [x] ", "      "],
]
_BODIES = [
    *[
        "",
        "",
        "foo",
        "bar **baz**",
        "# h",
        "## h #",
        "####### no",
        "---",
        "===",
        "***",
        "_ _ _",
        "* * *",
        "=",
        "-",
    ],
    *[
        "```",
        "```py",
        "~~~",
        "`",
        "| a | b |",
        "|---|:-:|",
        "a | b",
        "-|-",
        ":--",
        "| a \\| b | c",
        "|",
        "||",
        "--- | ---",
    ],
    *[
        "<!-- c",
        "-->",
        "<!-- a --> b",
        "<div>",
        "</div>",
        "<b>",
        "<br/> a",
        "<script>",
        "</script>",
        "<?x",
        "?>",
        "<![CDATA[",
    ],
    *[
        "- x",
        "1. y",
        "2. z",
        "[ ] t",
        "[x] ",
        "[X]",
        "**Key:** value",
        "**Key**: value",
        "**Label:**",
        "> q",
        "<!X>",
    ],
]
_TOKENS = [
    *"#-*+>|`:x\t <!=_[]()&\\0~", "##", "```", "~~~", "1.", "2)", "10.", "[ ]", "[x]", "foo", "  ", "    ", "<!--", "-->",
    *["<div>", "</div>", "<a>", "===", "---", "***", "|-|", "|---|:-:|", "--|--", "a | b", "| a | b |", "\\|", "**K:** v"],
    *["<pre>", "</pre>", "<?", "?>", "- -", "\f", "\u2028", "\0", "é✅"],
]  # fmt: skip
_FRAGMENTS = [
    "```py\n# no heading\n\n- [ ] no task\n```",
    "~~~\n```\n~~\n~~~~",
    "````\n```\n````\nend",
    "| Gap | Severity |\n|-----|:--------:|\n| a \\| b | 🔴 |\n| c |\n| d | e | f |",
    "- [ ] a\n  more\n- [x] b\n\n  later",
    "1. a\n2. b\n   - **Answered:** c",
    "-\n\n  a",
    "-\n  a",
    "## 1. Title\n\n_Guidance._",
    "**Key:** value\n**Other**: value",
    "<!--\n# no heading\n\n- no item\n-->\ntext",
    "<div>\n- no item\n\n- item\n</div>",
    "> quoted\n> - item\nlazy",
    "text\nover two lines\n---",
    "    code\n\n    code",
    "1) a\n\n\n1) b\n- c",
]
_NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])

_composed_line = st.builds(
    lambda prefixes, body, tail: "".join(prefixes) + body + tail,
    st.lists(st.sampled_from(_PREFIXES), max_size=3),
    st.sampled_from(_BODIES),
    st.sampled_from(["", "", "", " ", "  ", "\t"]),
)
_nasty_line = st.lists(st.sampled_from(_TOKENS), max_size=6).map("".join)


def _joined(lines: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(lines, _NEWLINES), max_size=max_size)
    mixed = pairs.map(lambda found: "".join(line + newline for line, newline in found))
    return st.one_of(st.lists(lines, max_size=max_size).map("\n".join), mixed)


_composed = _joined(_composed_line, 14)


@st.composite
def _nested(draw: st.DrawFn) -> str:
    """Consecutive fragments, each as a whole indented, quoted or turned into a list item."""
    parts = []
    for fragment in draw(st.lists(st.sampled_from(_FRAGMENTS) | _composed_line, min_size=1, max_size=6)):
        first = draw(
            st.sampled_from(["", "", "", "- ", "1. ", "> ", "  ", "   ", "    ", "- - ", "> - ", "- > "])
        )
        rest = draw(st.sampled_from([first.translate({45: 32, 49: 32, 46: 32}), "", " ", "  ", "   "]))
        parts.append(first + fragment.replace("\n", "\n" + rest))
    return draw(st.sampled_from(["\n", "\n\n"])).join(parts).replace("\n", draw(_NEWLINES))


composed = _composed | _nested()
nasty = _joined(_nasty_line, 9)


@st.composite
def mutated_spec(draw: st.DrawFn) -> str:
    """A generated spec with some lines deleted, doubled, indented, quoted or replaced."""
    lines = production_spec(draw(st.integers(0, 40))).splitlines()
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        change = draw(st.integers(0, 5))
        if change == 0:
            del lines[place]
            lines = lines or [""]
        elif change == 1:
            lines.insert(place, draw(_composed_line))
        elif change == 2:
            lines[place] = draw(st.sampled_from(_PREFIXES)) + line
        elif change == 3:
            lines[place] = line[: draw(st.integers(0, len(line)))]
        elif change == 4:
            lines[place] = line.replace(draw(st.sampled_from([" ", "|", "-", "#", "*"])), "", 1)
        else:
            other = draw(st.integers(0, len(lines) - 1))
            lines[place], lines[other] = lines[other], lines[place]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


documents = st.one_of(composed, nasty, mutated_spec())
