from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.models.figures import SORTS, Figures, Overview, Weight
from specui.tui.models.tree_rows import Status
from specui.tui.overview import Picture, Target, draw_specs, draw_totals, nearest, place_of
from specui.tui.overview.charts import Course, bars
from specui.tui.overview.spec_rows import age_said, sort_after
from specui.tui.rendering.safe_text import safe, width

WEIGHTS = [Weight(0, "Critical", "🔴"), Weight(1, "High", "🟡"), Weight(2, "Low", "🟢"), Weight(3, "Odd", "")]

words = st.text(min_size=1, max_size=40)
small = st.integers(0, 30)


@st.composite
def specs(draw: st.DrawFn) -> Figures:
    total = draw(st.integers(0, 120))
    gaps = tuple((weight, count) for weight in WEIGHTS if (count := draw(small)))
    owners = tuple(draw(st.lists(words, max_size=2)))
    return Figures(
        name=f"{draw(words)}.md",
        title=draw(words),
        status=Status(
            draw(st.sampled_from(["🟡", "🔴", ""])),
            draw(words),
            draw(st.sampled_from(["ok", "error", "faint"])),
        ),
        tier=draw(st.sampled_from(["", "1", "2", "10"])),
        owners=owners,
        age=draw(st.none() | st.integers(-3, 4000)),
        done=draw(st.integers(0, total)),
        total=total,
        gaps=gaps,
        questions=draw(small),
        tests=draw(small),
        criteria=draw(small),
        critical=dict(gaps).get(WEIGHTS[0], 0),
        errors=draw(small),
        asked=(("", draw(small)),),
    )


overviews = st.lists(specs(), max_size=6, unique_by=lambda spec: spec.name).map(
    lambda found: Overview(tuple(found))
)
courses = st.lists(st.tuples(small, small), max_size=120).map(
    lambda weeks: Course(
        "Pier",
        "pier.md",
        tuple("2026-01-05" for _ in weeks),
        tuple((min(a, b), max(a, b)) for a, b in weeks),
        tuple(a for a, _ in weeks),
    )
)


def assert_fits(picture: Picture, columns: int) -> None:
    for shown in picture:
        assert width(shown.text) <= columns, shown.text
        assert safe(shown.text) == shown.text, "what a file says is drawn as text"
        ends = 0
        for link in shown.links:
            assert link.x >= ends and link.width > 0
            ends = link.x + link.width
        assert ends <= width(shown.text)


@given(overviews, st.integers(1, 200), st.sampled_from(SORTS))
def test_no_row_of_the_specs_is_wider_than_the_width(overview: Overview, columns: int, sort: str) -> None:
    picture = draw_specs(overview, columns, sort)  # type: ignore[arg-type]
    assert_fits(picture, columns)
    assert [shown.spec for shown in picture if shown.spec] != [] or not overview.specs
    assert {shown.spec for shown in picture} >= {spec.name for spec in overview.specs}


@given(overviews, courses | st.just("reading"), st.integers(1, 200), st.booleans())
def test_no_bar_is_wider_than_the_width(
    overview: Overview, course: Course | str, columns: int, eighths: bool
) -> None:
    assert_fits(draw_totals(overview, columns, course, eighths=eighths), columns)


@given(overviews)
def test_every_spec_can_be_opened(overview: Overview) -> None:
    picture = draw_specs(overview, 100)
    for spec in overview.specs:
        if width(spec.title):
            assert place_of(picture, Target("spec", spec.name)) is not None, spec.title


def spec(**changes: object) -> Figures:
    base: dict[str, object] = {
        "name": "tier1/pier.md", "title": "Pier", "status": Status("🟡", "Draft", "warning"), "tier": "1",
        "owners": ("Ada (Harbour)",), "age": 5, "done": 18, "total": 43, "gaps": ((WEIGHTS[0], 2), (WEIGHTS[2], 3)),
        "questions": 4, "tests": 1, "criteria": 20, "critical": 2, "errors": 1, "asked": (("", 30),),
    }  # fmt: skip
    return Figures(**(base | changes))  # type: ignore[arg-type]


def links(picture: Picture) -> dict[str, Target]:
    return {
        shown.text[link.x : link.x + link.width]: link.target
        for shown in picture
        if shown.spec
        for link in shown.links
    }


def test_every_number_of_a_spec_opens_its_list() -> None:
    plain = Status("", "Draft", "muted")  # a sign takes two cells
    found = links(draw_specs(Overview((spec(title="Pier x", status=plain),)), 120))
    assert {text: (target.verb, target.value) for text, target in found.items()} == {
        "Pier x": ("spec", "tier1/pier.md"),
        "18/43": ("blockers", "tier1/pier.md"),
        "2": ("list", "kind:gap severity:Critical spec:tier1/pier.md"),
        "3": ("list", "kind:gap severity:Low spec:tier1/pier.md"),
        "4": ("list", "kind:question spec:tier1/pier.md"),
        "5 d": ("spec", "tier1/pier.md"),
        "Ada": ("list", "owner:Ada"),
    }


def test_a_narrow_screen_still_has_title_and_count() -> None:
    for columns in (24, 40, 56, 76):
        row = next(shown for shown in draw_specs(Overview((spec(),)), columns) if shown.spec)
        assert "Pier" in row.text and "18/43" in row.text, columns


def test_a_column_has_a_whole_word_as_header_or_the_letter_of_a_severity() -> None:
    words = {"Spec", "tier", "ready", "gaps", "questions", "age", "owner"} | {"Critical", "Low", "C", "L"}
    for columns in range(20, 130):
        for sort in SORTS:
            head = draw_specs(Overview((spec(),)), columns, sort)[0].text
            assert set(head.split()) <= words, head
    assert "questions" in draw_specs(Overview((spec(),)), 80)[0].text


def test_specs_are_under_their_tiers_with_totals() -> None:
    overview = Overview((spec(tier="10"), spec(name="b.md", tier=""), spec(name="c.md", tier="2")))
    picture = draw_specs(overview, 100)
    sums = [shown for shown in picture if shown.links and not shown.spec and not shown.heads]
    heads = [shown.text[:16].strip() for shown in sums]
    assert heads == ["All  3 specs", "Tier 2  1 spec", "Tier 10  1 spec", "No tier  1 spec"]
    assert "54/129" in sums[0].text and "18/43" in sums[1].text
    opened = [(link.target.verb, link.target.value) for link in sums[1].links]
    assert opened == [
        ("list", "tier:2"),
        ("list", "tier:2"),
        ("list", "kind:gap severity:Critical tier:2"),
        ("list", "kind:gap severity:Low tier:2"),
        ("list", "kind:question tier:2"),
    ]


def test_the_sums_add_up() -> None:
    overview = Overview(tuple(spec(name=f"{n}.md", tier=str(n % 3), done=n) for n in range(9)))
    rows = [shown for shown in draw_specs(overview, 100) if shown.links and not shown.heads]

    def numbers(text: str) -> list[int]:
        return [int(word) for word in text.replace("/", " ").split() if word.isdigit()]

    all_, tiers = numbers(rows[0].text), [numbers(r.text) for r in rows if r.text.startswith("Tier")]
    assert len(tiers) == 3
    # number of specs, done, total, gaps of two severities, questions; after the number of the tier
    assert all_ == [sum(column) for column in zip(*(t[1:] for t in tiers), strict=True)]


def test_all_owners_show_on_request() -> None:
    overview = Overview(tuple(spec(name=f"{n}.md", owners=(f"Owner {chr(65 + n)}",)) for n in range(11)))
    few, every = (draw_totals(overview, 60, "", owners=most) for most in (8, 0))
    assert few[-1].text == "and 3 more" and few[-1].links[0].target.verb == "owners"
    assert any("Owner K" in shown.text for shown in every)
    assert not any("Owner K" in shown.text for shown in few)


def test_totals_open_what_they_count() -> None:
    picture = draw_totals(Overview((spec(),)), 60, "")
    said = {shown.text.split("  ")[0].split(" ━")[0].strip(): shown.links for shown in picture if shown.links}
    assert said["Critical"][-1].target.value == "kind:gap severity:Critical"
    assert said["open criteria"][0].target.value == "kind:criterion"
    assert said["errors"][0].target.verb == "problems"
    assert said["Ada"][0].target.value == "owner:Ada"


def test_no_history_is_one_sentence() -> None:
    assert draw_totals(Overview(), 60, "No git history here.")[-1].text == "No git history here."


def test_a_column_is_as_high_as_its_share() -> None:
    assert bars([0, 1, 50, 100], 100, 2, eighths=True) == ["   █", " ▁██"]
    assert bars([0, 1, 50, 100], 100, 2, eighths=False) == ["   █", " ███"]
    assert bars([None, 3], 0, 1, eighths=True) == [" ▁"]


@given(
    st.lists(st.none() | st.integers(0, 500), max_size=60),
    st.integers(1, 500),
    st.integers(1, 8),
    st.booleans(),
)
def test_a_higher_number_is_never_lower(
    values: list[int | None], top: int, height: int, eighths: bool
) -> None:
    rows = bars(values, top, height, eighths=eighths)
    assert {len(row) for row in rows} <= {len(values)} and len(rows) == height
    levels = [sum(" ▁▂▃▄▅▆▇█".index(row[n]) for row in rows) for n in range(len(values))]
    pairs = sorted(zip([value or 0 for value in values], levels, strict=True))
    assert [level for _, level in pairs] == sorted(levels)
    assert all(bool(level) == bool(value) for value, level in pairs)


def test_ages_are_short() -> None:
    said = [age_said(days) for days in (None, -1, 0, 1, 13, 14, 69, 70, 729, 730, 4000)]
    assert said == ["–", "ahead", "today", "1 d", "13 d", "2 wk", "9 wk", "2 mo", "24 mo", "2 yr", "10 yr"]


def test_the_cursor_goes_to_the_nearest_link() -> None:
    picture = draw_specs(Overview((spec(), spec(name="b.md", tier="2"))), 100)
    row, number = place_of(picture, Target("blockers", "tier1/pier.md")) or (0, 0)
    x = picture[row].links[number].x
    down = nearest(picture, row, x, 1)
    assert down is not None and picture[down[0]].links[down[1]].target == Target(
        "list", "tier:2", "Tier 2 ready"
    )
    again = nearest(picture, down[0], x, 1)
    assert again is not None and picture[again[0]].links[again[1]].target == Target("blockers", "b.md")
    assert nearest(picture, len(picture) - 1, x, 1) is None


def test_the_orders_repeat() -> None:
    sort = SORTS[0]
    seen = [sort := sort_after(sort) for _ in SORTS]
    assert sorted(seen) == sorted(SORTS)
