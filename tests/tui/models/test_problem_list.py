from __future__ import annotations

from specui.rules.diagnostic import Diagnostic, Severity
from specui.tui.models.problem_list import Problem, count_text, step


def problem(name: str, start: int, rule: str = "r", severity: Severity = Severity.WARNING) -> Problem:
    return Problem(
        name, Diagnostic(rule, "SP1", severity, "m", start, start, "", f"{name}{start}{rule}"), 1, 1, ""
    )


A, B, C, D = problem("a", 5), problem("a", 9), problem("b", 1), problem("a", 5, "s")
ALL = [C, B, A]


def test_walking_goes_down_the_page_and_begins_again() -> None:
    assert step(ALL, "a", 0, 1) == A
    assert step(ALL, "a", 6, 1) == B
    assert step(ALL, "a", 10, 1) == C
    assert step(ALL, "b", 2, 1) == A
    assert step(ALL, "a", 6, -1) == A
    assert step(ALL, "a", 0, -1) == C
    assert step([], "a", 0, 1) is None


def test_walking_visits_each_of_those_at_one_place() -> None:
    problems = [A, D, B]
    seen = [A]
    for _ in range(3):
        found = step(problems, "a", 5, 1, seen[-1])
        assert found is not None
        seen.append(found)
    assert seen == [A, D, B, A]


def test_counts_are_words() -> None:
    errors = [problem("a", 1, severity=Severity.ERROR)]
    assert count_text([*ALL, *errors]) == "1 error, 3 warnings"
    assert count_text([problem("a", 1, severity=Severity.INFO)] * 2) == "2 info"
    assert count_text([]) == ""
