from __future__ import annotations

from specui.rules.engine import apply_fixes, diagnose
from specui.workspace.library import built_in_text
from tests.rules.reading import subject


def test_a_copy_of_the_template_that_nobody_began_keeps_its_guidance() -> None:
    text = built_in_text()
    found = [d for d in diagnose(subject(text)) if d.rule == "template-text-left" and d.fix]
    assert found
    assert not any(d.fix and d.fix.safe for d in found)
    assert apply_fixes(text, found).apply(text) == text


def test_once_the_title_is_written_the_guidance_may_go() -> None:
    text = built_in_text().replace("`[FEATURE_NAME]`", "Pier")
    found = [d for d in diagnose(subject(text)) if d.rule == "template-text-left" and d.fix]
    assert len(found) == 6
    assert "_What should happen if this feature fails?_" not in apply_fixes(text, found).apply(text)
