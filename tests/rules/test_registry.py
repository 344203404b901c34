"""Every rule has a unique code and name, and a manual page with the same sections."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from specui.rules import registry
from specui.rules.diagnostic import Severity
from specui.rules.registry import all_rules, find_rule
from specui.rules.rule import LoadedRule
from tests.rules.reading import ROOT

RULES = [pytest.param(loaded, id=loaded.name) for loaded in all_rules()]
CODES = {
    "structure": "SP1", "fields": "SP2", "criteria": "SP30", "status": "SP31", "gaps": "SP32",
    "unread": "SP33", "text": "SP60",
}  # fmt: skip
NEVER_ALLOWED = {"not-utf-8", "conflict-markers"}


def test_rules_are_found_sorted_and_once() -> None:
    codes = [loaded.code for loaded in all_rules()]
    assert codes == sorted(set(codes))
    assert len({loaded.name for loaded in all_rules()}) == len(codes)
    assert len(codes) >= 32


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert find_rule("SP101") == find_rule("sp101") == find_rule(" Missing-Section ")
    assert find_rule("SP101") is not None
    assert find_rule("SP999") is None


def test_two_rules_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names = registry._module_names()
    monkeypatch.setattr(registry, "_module_names", lambda: [*names, names[0]])
    with pytest.raises(ValueError, match="two rules have the code"):
        all_rules.__wrapped__()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_well_formed(rule: LoadedRule) -> None:
    assert re.fullmatch(r"SP\d{3}", rule.code)
    assert rule.code.startswith(CODES[rule.about])
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", rule.name)
    assert rule.severity in Severity
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("loaded", RULES)
def test_a_manual_page_says_what_why_and_how(loaded: LoadedRule) -> None:
    first, *sections = re.split(r"\n\n## ", loaded.manual)
    headings = [section.partition("\n")[0] for section in sections]
    assert headings == ["What is wrong", "Why it matters", "Example", "How to fix it", "When to allow it"]
    assert all(section.partition("\n")[2].strip() for section in sections)
    assert first.endswith(".")
    assert "\n" not in first


@pytest.mark.parametrize("loaded", RULES)
def test_a_manual_page_shows_the_comment_that_allows_a_finding(loaded: LoadedRule) -> None:
    allow = loaded.manual.rpartition("## When to allow it\n")[2]
    if loaded.name in NEVER_ALLOWED:
        assert allow.startswith("Never")
    else:
        assert f"`<!-- specui: allow {loaded.name}: REASON -->`" in allow


def test_a_healthy_file_needs_no_heavy_modules() -> None:
    """The command line has 120 ms for a file, and importing ftfy alone takes 40 ms."""
    program = (
        "import sys; from tests.rules.reading import FIXTURES, subject; from specui.rules.engine import diagnose\n"
        "text = (FIXTURES / 'stale-last-updated' / 'good-not-set.md').read_text('utf-8')\n"
        "assert diagnose(subject(text)) == ()\n"
        "print(*{'ftfy', 'textual', 'rich', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
