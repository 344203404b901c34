"""The table of what a template says, read off the built-in one and off one with other habits."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.spec import read_as, read_spec
from specui.specs.template import read_choices, read_template, template_name
from tests.specs.reading import job, production


def test_built_in_sections_come_in_order_with_their_numbers() -> None:
    assert [(s.number, s.name) for s in production().sections] == [
        (1, "Feature Overview"),
        (2, "Current State"),
        (3, "Acceptance Criteria"),
        (4, "Known Gaps / Tech Debt"),
        (5, "Test Coverage"),
        (6, "Dependencies"),
        (7, "Degraded Mode"),
        (8, "Open Questions"),
        (None, "Revision History"),
    ]


def test_built_in_fields_have_their_kinds() -> None:
    kinds = {f.name: f.kind for f in production().fields}
    assert kinds == {
        "Last updated": "date",
        "Spec status": "choice",
        "Owner agent(s)": "list",
        "Tier": "choice",
    }
    status = production().field("spec status")
    assert status is not None
    assert [c.text for c in status.choices] == [
        "🟡 Draft",
        "🟢 Approved",
        "🔴 Gaps Identified",
        "⚫ Deprecated",
    ]


def test_groups_have_their_kinds() -> None:
    kinds = {(s.name, g.name): g.kind for s in production().sections for g in s.groups}
    assert kinds["Current State", "Partially Working"] == "bullets"
    assert kinds["Acceptance Criteria", "Compliance / Security"] == "checklist"
    assert kinds["Known Gaps / Tech Debt", ""] == "table"
    assert kinds["Test Coverage", "Golden Set Eval"] == "table"
    assert kinds["Degraded Mode", ""] == "labels"
    assert kinds["Open Questions", ""] == "numbered"
    assert kinds["Feature Overview", ""] == "prose"


def test_severity_column_takes_one_of_three() -> None:
    gaps = production().section("Known Gaps / Tech Debt")
    assert gaps is not None
    column = gaps.groups[0].columns[1]
    assert [(c.sign, c.word) for c in column.choices] == [("🔴", "Critical"), ("🟡", "High"), ("🟢", "Low")]


def test_guidance_and_placeholders_are_collected() -> None:
    assert "What should happen if this feature fails?" in production().guidance
    assert {"[Question]", "[description]", "[X]", "[FEATURE_NAME]"} <= production().placeholders
    assert "[ ]" not in production().placeholders
    assert {"✅", "⚠️", "❌", "🔴"} <= set(production().signs)


def test_the_title_may_stand_at_any_level_behind_anything() -> None:
    assert (job().prefix, job().level) == ("Job Spec:", 2)
    assert [s.name for s in job().sections] == [
        "Intent",
        "Scope",
        "Boundary Check",
        "Test Plan",
        "Rollback Plan",
        "Success Criteria",
        "Approval",
    ]
    assert {s.level for s in job().sections} == {3}


def test_bold_labels_open_groups_and_fixed_rows_are_known() -> None:
    scope, boundary, rollback = job().sections[1], job().sections[2], job().sections[4]
    assert [g.name for g in scope.groups] == ["Files touched", "Files left alone"]
    assert [label.label for g in scope.groups for label in g.labels] == ["Estimated size"]
    assert boundary.groups[0].rows == ("Touches money?", "Adds a service?")
    assert [c.word for c in boundary.groups[0].columns[1].choices] == ["Yes", "No"]
    assert rollback.groups[0].rows == ("Revert one commit?", "Data rollback?")


def test_a_sections_source_is_its_markdown_without_the_closing_rule() -> None:
    section = production().section("Revision History")
    assert section is not None
    assert section.source.startswith("## Revision History\n\n| Date |")
    overview = production().sections[0]
    assert overview.source == (
        "## 1. Feature Overview\n\n"
        "_What does this feature do? One paragraph, written as if explaining to a new developer._"
    )


@pytest.mark.parametrize(
    "text", ["", "# Email templates\n\n## Greeting\n\nHi [name],\n", "# [x](y)\n\n## A\n", "# `[T]`\n"]
)
def test_what_has_no_slot_in_its_title_or_no_section_is_no_template(text: str) -> None:
    assert read_template(scan(text), "x") is None


@pytest.mark.parametrize(
    "file_name, name",
    [
        ("PRODUCTION-SPEC-TEMPLATE.md", "production-spec"),
        ("task-spec-template.md", "task-spec"),
        ("template.md", "template"),
        ("template_service.md", "service"),
    ],
)
def test_a_template_is_named_by_its_file(file_name: str, name: str) -> None:
    assert template_name(file_name) == name


@pytest.mark.parametrize(
    "text, words",
    [
        ("🔴 Critical / 🟡 High / 🟢 Low", ["Critical", "High", "Low"]),
        ("Yes / No", ["Yes", "No"]),
        ("Yes / No — [details]", ["Yes", "No"]),
        ("[None / Possible — description]", []),
        ("`a` / `b`", []),
        ("latency and/or cost", []),
        ("/", []),
    ],
)
def test_choices(text: str, words: list[str]) -> None:
    assert [c.word for c in read_choices(text)] == words


def placeholders(body: str) -> set[str]:
    template = read_template(scan(f"# Spec: [NAME]\n\n## Tasks\n\n{body}\n"), "t")
    assert template is not None
    return set(template.placeholders) - {"[NAME]"}


@pytest.mark.parametrize(
    "body",
    [
        "- [~] [ ] [x] [X] done\n- [/] a\n1. [!] b\n\n| [x] | [ ] |",
        "> [!NOTE]\n> As said.[^1]",
        "See [text][adr], [adr] and [Adr].\n\n[adr]: https://a.example",
        "**[P]**: can run in parallel\n\n- [ ] [P] Write",
        "- **[P]** — can run in parallel\n- [ ] [P] Write",
        "[P]: can run in parallel\n\n- [ ] [P] Write",
        "`[P]` = parallel, [S] means in sequence\n\n- [ ] [P] Write\n- [ ] [S] Read",
        "| `[P]` | can run in parallel |\n|---|---|\n\n- [ ] [P] Write",
        "Tasks with `[P]` can run in parallel.\n\n- [ ] [P] Write",
        "Format: `[ID] [P?] [Story]`\n\n- **[Story]**: which story it is (US1, US2)\n- [ ] [US1] Do\n- [ ] [US3] [Story] Go",
    ],
)  # fmt: skip
def test_boxes_links_and_marks_that_are_explained_are_no_placeholders(body: str) -> None:
    assert placeholders(body) == set()


@pytest.mark.parametrize(
    "body, slots",
    [
        ("- **If [X] is down:** [fallback]", {"[X]", "[fallback]"}),
        ("- [Risk] — what is done about it", {"[Risk]"}),
        ("- [N] boats\n- Up to [%] of [name]", {"[N]", "[%]", "[name]"}),
        ("[Name]: [what it does]\n\n- [Name] again", {"[Name]", "[what it does]"}),
        ("`.agent/[agent]-qa.json` and `[path]`", {"[agent]", "[path]"}),
        ("- [ ] [What must be true]", {"[What must be true]"}),
    ],
)
def test_what_is_left_to_be_filled_in_is_a_placeholder(body: str, slots: set[str]) -> None:
    assert placeholders(body) == slots


HEADINGS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["About", "Options", "[one]", "[ ]", "Outcome [x]", "", "Spec: `[NAME]`", "1. [T] — (Optional)"]),
        st.sampled_from(["", "\n[slot]", "\n**Key:** [v] | b", "\n- [ ] [x]", "\n| [a] | b |\n|--|--|\n| c |", "\n> **A:** [b]", "\n_Why?_"]),
    ),
    max_size=7,
)  # fmt: skip


@given(HEADINGS)
def test_no_outline_stops_the_reading_of_a_template(outline: list[tuple[int, str, str]]) -> None:
    text = "\n\n".join(f"{'#' * level} {title}{below}" for level, title, below in outline)
    document = scan(text)
    template = read_template(document, "t")
    assert template is None or template.sections
    for spec in (read_spec(document, [template] if template else []), read_as(document, template)):
        assert all(field.name for field in spec.fields) and len(spec.sections) <= len(outline)


def test_a_slot_below_a_heading_that_closes_its_level_makes_no_template() -> None:
    assert (
        read_template(scan("# About\n\n## Options\n\n### [one]\n\n## Outcome\n\n#### Detail\n"), "t") is None
    )


@pytest.mark.parametrize(
    "head",
    [
        "- **Status:** Draft | Approved\n- **Tier:** [tier]",
        "Status: Draft | Approved\nTier: [tier]",
        "**Status:** Draft | Approved · **Tier:** [tier]",
        "> __Status__: Draft | Approved\n> __Tier__: [tier]",
        "| Status | Draft / Approved |\n|---|---|\n| Tier | [tier] |",
        "Status: Draft | Approved\n\nWords.\n\n- Tier: [tier]",
    ],
)
def test_a_template_asks_for_fields_in_each_shape(head: str) -> None:
    template = read_template(scan(f"# Spec: [NAME]\n\n{head}\n\n## Tasks\n"), "t")
    assert template is not None
    assert [(f.name, f.kind) for f in template.fields] == [("Status", "choice"), ("Tier", "text")]


def test_remarks_in_a_template_head_ask_for_nothing() -> None:
    head = "> **Note:** Delete this block before use.\n\n- **Step one:** copy the file, then write.\n\nTip: be brief. And kind.\n\n**Status:** Draft"
    template = read_template(scan(f"# Spec: [NAME]\n\n{head}\n\n## Tasks\n"), "t")
    assert template is not None and [f.name for f in template.fields] == ["Status"]


def test_a_file_fits_by_fields_in_any_shape() -> None:
    template = read_template(
        scan(
            "# Spec: [NAME]\n\n**Status:** [s]\n**Tier:** [t]\n\n## Tasks\n\n## Gaps\n\n## Tests\n\n## Log\n"
        ),
        "t",
    )
    assert template is not None
    fields = "- Status: Draft\n- Tier: 2"
    spec = read_spec(scan(f"# Ferry\n\n{fields}\n\n## Tasks\n\n## More\n"), [template])
    assert spec.template is template
    assert read_spec(scan("# Ferry\n\nWords.\n\n## Tasks\n\n## More\n"), [template]).template is None


def test_front_matter_has_fields_that_no_spec_must_have() -> None:
    matter = "status: draft | done\nlast_updated: YYYY-MM-DD\nteam: [team]\nids: [a, b]\nnested:\n  key: [x]\nTier: x"
    template = read_template(scan(f"---\n{matter}\n---\n# [NAME]\n\n**Tier:** 1 | 2\n\n## Tasks\n"), "t")
    assert template is not None
    assert [(f.name, f.key, f.kind, f.is_asking) for f in template.matter] == [
        ("status", "statu", "choice", True),
        ("last_updated", "last updated", "date", True),
        ("team", "team", "text", True),
        ("ids", "id", "list", False),
    ]
    assert [f.name for f in template.fields] == ["Tier"]
    assert template.field("Last updated") is template.field("last_updated") is template.matter[1]
    spec = read_as(scan("---\nstatus: done\nteam: [team]\nids: [c]\n---\n# Pier\n\n## Tasks\n"), template)
    assert [(f.name, f.value) for f in spec.fields] == [("status", "done"), ("team", None), ("ids", ("c",))]


def test_a_named_template_needs_no_title() -> None:
    text = "---\nservice: [service]\n---\n\n**Owner:** [who]\n\n## Before launch\n\n- [ ] [Tested]\n\n## [Phase]\n"
    assert read_template(scan(text.replace("## [Phase]", "## After")), "t") is None
    template = read_template(scan(text), "t", named=True)
    assert template is not None
    assert [section.title for section in template.sections] == ["Before launch", "[Phase]"]
    assert [schema.name for schema in template.all_fields] == ["service", "Owner"]
    spec = read_as(scan("---\nservice: Pay\n---\n\n## Before launch\n\n- [x] Tested\n"), template)
    assert [section.schema for section in spec.sections] == [template.sections[0]]
    assert read_template(scan("\n"), "t", named=True) is None
