"""Which files of a project a family takes, and what it refuses to read."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, strategies as st

from specui.specs.families.family import Family
from specui.specs.families.patterns import folder_of, hidden_folders, matches
from specui.specs.families.reader import read_family

NAMES = st.text("abz.*?[]()+ é\n", min_size=1, max_size=6)


def family(text: str) -> tuple[Family, list[str]]:
    faults: list[str] = []
    found = read_family("own", tomllib.loads(text), lambda key, _reason: faults.append(key))
    return found, faults


@pytest.mark.parametrize(
    "path, pattern, fits",
    [
        ("specs/001-a/spec.md", "specs/*/spec.md", True),
        ("specs/001-a/deep/spec.md", "specs/*/spec.md", False),
        ("specs/spec.md", "specs/*/spec.md", False),
        ("specs/spec.md", "specs/**/spec.md", True),
        ("specs/a/b/c/spec.md", "specs/**/spec.md", True),
        ("docs/a/b.md", "docs/**", True),
        ("docs", "docs/**", False),
        ("docs/a.md", "docs/?.md", True),
        ("docs/a+b.md", "docs/a+b.md", True),
        ("docs/aab.md", "docs/a+b.md", False),
        ("Docs/a.md", "docs/a.md", False),
        (".kiro/specs/x/design.md", ".kiro/specs/*/design.md", True),
        ("specs/001-a/plan.md", "specs/[0-9][0-9][0-9]*-*/plan.md", True),
        ("specs/one-a/plan.md", "specs/[0-9][0-9][0-9]*-*/plan.md", False),
        ("app/[id]/a.md", "app/[id]/a.md", True),
    ],
)
def test_a_pattern_takes_whole_paths(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) is fits


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_path_without_signs_takes_itself_only(names: list[str]) -> None:
    path = "/".join(name.replace("*", "x").replace("?", "x") for name in names)
    assert matches(path, path)
    assert not matches(f"{path}x", path)


def test_the_folder_of_a_feature_is_the_nearest_that_matches() -> None:
    assert folder_of("specs/001-a/checklists/ux.md", "specs/*") == "specs/001-a"
    assert folder_of("specs/spec.md", "specs/*") == ""
    assert hidden_folders(".kiro/specs/*/design.md") == (".kiro",)
    assert hidden_folders("specs/*/spec.md") == ()


def test_the_first_document_that_takes_a_file_counts() -> None:
    found, faults = family(
        """
        found-by = ["own/"]
        exclude = ["own/old/**"]
        [documents.record]
        files = ["own/*.md"]
        [documents.any]
        files = "own/**"
        kind = "document"
        [unit]
        folder = "own/*"
        archive = ["own/done/**"]
        """
    )
    assert faults == []
    assert [getattr(found.document_of(path), "name", None) for path in ("own/a.md", "own/b/c.md", "own/old/a.md", "x.md")] == [
        "record", "any", None, None,
    ]  # fmt: skip
    assert found.unit_of("own/b/c.md") == "own/b"
    assert found.is_archived("own/done/x.md") and not found.is_archived("own/a.md")


@pytest.mark.parametrize(
    "text, fault",
    [
        ('found-by = ["../x"]', "found-by"),
        ('found-by = ["/x"]', "found-by"),
        ("found-by = 3", "found-by"),
        ('unknown = "x"', "unknown"),
        ('found-by = ["x"]\n[documents.a]\nkind = "spec"', "documents.a"),
        ('[documents.a]\nfiles = ["a.md"]\nkind = "poem"', "documents.a.kind"),
        ('[documents.a]\nfiles = ["a.md"]\nstructure = "no"', "documents.a.structure"),
        ('[documents.a]\nfiles = ["a.md"]\ninfo = "missing-field"', "documents.a.info"),
        ('[documents.a]\nfiles = ["a.md"]\n[documents.a.parts]\npoems = "A"', "documents.a.parts.poems"),
        ('[documents.a]\nfiles = ["a.md"]\n[documents.a.parts]\ncriteria = 3', "documents.a.parts.criteria"),
        ('[documents.a]\nfiles = ["a.md"]\n[documents.a.marks]\n"-" = "maybe"', "documents.a.marks.-"),
        ("documents = 3", "documents"),
    ],
)
def test_a_value_that_cannot_be_used_is_a_fault_and_counts_as_missing(text: str, fault: str) -> None:
    _, faults = family(text)
    assert faults == [fault]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["found-by", "documents", "a", "files", "parts", "marks", "unit", "folder", "criteria"]), inner, max_size=4), max_leaves=12))  # fmt: skip
def test_no_table_fails_the_reader(value: object) -> None:
    table = value if isinstance(value, dict) else {"documents": {"a": value}}
    faults: list[str] = []
    found = read_family("own", table, lambda key, _reason: faults.append(key))
    documents = table.get("documents")
    assert [document.name for document in found.documents] == (
        list(documents) if isinstance(documents, dict) else []
    )
    for document in found.documents:
        named = table["documents"][document.name]
        unusable = not isinstance(named, dict) or not isinstance(named.get("files", []), str | list)
        assert not unusable or any(fault.startswith(f"documents.{document.name}") for fault in faults)
