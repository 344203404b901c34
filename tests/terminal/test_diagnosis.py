"""The findings about a terminal: a table per subject."""

from __future__ import annotations

import pytest

from specui.terminal import diagnosis
from specui.terminal.charset import Charset
from specui.terminal.clipboard import Way
from specui.terminal.diagnosis import SIGNS, Finding
from specui.terminal.display_mode import DisplayMode
from specui.terminal.multiplexer import Multiplexer
from specui.terminal.queries import Answers

SET = {
    "escape-time": "10",
    "default-terminal": "tmux-256color",
    "set-clipboard": "external",
    "focus-events": "1",
    "mouse": "1",
}
TMUX = Multiplexer("tmux", "3.3a", SET, frozenset({"256", "RGB"}))
NOTHING = Multiplexer()


def summarise(finding: Finding) -> tuple[str, list[str]]:
    return finding.state, [fix.line for fix in finding.fixes]


@pytest.mark.parametrize(
    "depth, environ, outside, state, fix",
    [
        ("truecolor", {"TERM": "xterm-kitty"}, NOTHING, "ok", ""),
        ("truecolor", {"TERM": "tmux-256color"}, TMUX, "ok", ""),
        ("truecolor", {"TERM": "tmux-256color"}, TMUX._replace(features=frozenset({"256"})), "problem", "terminal-features"),
        ("256", {"TERM": "tmux-256color"}, TMUX, "note", "COLORTERM"),
        ("256", {"TERM": "xterm-256color"}, NOTHING, "ok", ""),
        ("16", {"TERM": "xterm"}, NOTHING, "note", "COLORTERM"),
        ("16", {"TERM": "linux"}, NOTHING, "ok", ""),
        ("none", {"TERM": "vt220"}, NOTHING, "ok", ""),
    ],
)  # fmt: skip
def test_colours(depth: str, environ: dict[str, str], outside: Multiplexer, state: str, fix: str) -> None:
    found = diagnosis.check_colours(depth, "TERM", environ, outside)
    assert found.state == state
    assert fix in "".join(item.line for item in found.fixes)
    assert bool(fix) is bool(found.fixes)


@pytest.mark.parametrize(
    "charset, expected",
    [
        (Charset("LANG", "C.UTF-8"), ("ok", [])),
        (Charset("LANG", "C"), ("problem", ["export LANG=C.UTF-8"])),
        (Charset("LC_ALL", "C"), ("problem", ["export LC_ALL=C.UTF-8"])),
        (Charset("", ""), ("note", ["export LANG=C.UTF-8"])),
    ],
)
def test_locale(charset: Charset, expected: tuple[str, list[str]]) -> None:
    assert summarise(diagnosis.check_locale(charset, DisplayMode())) == expected


@pytest.mark.parametrize(
    "widths, state",
    [
        ((2, 2, 2, 1), "ok"),
        ((1, 2, 2, 1), "ok"),
        ((2, 1, 2, 1), "problem"),
        ((4, 4, 4, 3), "problem"),
        ((0, 0, 0, 0), "unknown"),
    ],
)
def test_signs(widths: tuple[int, ...], state: str) -> None:
    answers = Answers(answered=True, widths=dict(zip(SIGNS, widths, strict=True)))
    assert diagnosis.check_signs(answers).state == state


@pytest.mark.parametrize("answers", [None, Answers(answered=False)])
def test_without_an_answer_the_state_is_unknown(answers: Answers | None) -> None:
    found = [
        diagnosis.check_signs(answers),
        diagnosis.check_frames(answers, DisplayMode()),
        diagnosis.check_keys(answers),
    ]
    assert [item.state for item in found] == ["unknown"] * 3


@pytest.mark.parametrize(
    "way, outside, answers, expected",
    [
        (Way("program", ("wl-copy",)), NOTHING, None, ("ok", [])),
        (Way("osc52"), NOTHING, None, ("ok", [])),
        (Way("osc52", sure=False), NOTHING, Answers(answered=True, attributes=(62, 52)), ("ok", [])),
        (Way("osc52", sure=False), NOTHING, Answers(answered=True, attributes=(62,)), ("note", [])),
        (Way("none", sure=False), NOTHING, None, ("note", [])),
        (Way("tmux", ("tmux",)), TMUX, None, ("ok", [])),
        (Way("tmux", ("tmux",)), TMUX._replace(version="2.9"), None, ("note", [])),
        (Way("tmux", ("tmux",)), TMUX._replace(settings={**SET, "set-clipboard": "off"}), None, ("problem", ["set -s set-clipboard on"])),
    ],
)  # fmt: skip
def test_clipboard(
    way: Way, outside: Multiplexer, answers: Answers | None, expected: tuple[str, list[str]]
) -> None:
    assert summarise(diagnosis.check_clipboard(way, {"TERM": "xterm-256color"}, outside, answers)) == expected


@pytest.mark.parametrize(
    "outside, term, expected",
    [
        (NOTHING, "xterm", ("ok", [])),
        (TMUX, "tmux-256color", ("ok", [])),
        (TMUX, "screen", ("problem", ['set -g default-terminal "tmux-256color"'])),
        (TMUX._replace(settings={**SET, "escape-time": "500"}), "tmux-256color", ("problem", ["set -s escape-time 10"])),
        (TMUX._replace(settings={**SET, "focus-events": "0"}), "tmux-256color", ("note", ["set -g focus-events on"])),
        (TMUX._replace(settings={}), "tmux-256color", ("unknown", [])),
        (Multiplexer("screen", "4.09"), "screen", ("note", [])),
    ],
)  # fmt: skip
def test_multiplexer(outside: Multiplexer, term: str, expected: tuple[str, list[str]]) -> None:
    assert summarise(diagnosis.check_multiplexer(outside, term)) == expected


@pytest.mark.parametrize(
    "folders, watches, instance, state",
    [
        (10, 8192, True, "ok"),
        (9000, 8192, True, "problem"),
        (10, 8192, False, "problem"),
        (10, None, None, "ok"),
    ],
)
def test_watching(folders: int, watches: int | None, instance: bool | None, state: str) -> None:
    assert diagnosis.check_watching(folders, watches, instance).state == state


@pytest.mark.parametrize(
    "size, state", [((120, 40), "ok"), ((60, 20), "ok"), ((50, 20), "note"), ((39, 20), "problem")]
)
def test_size(size: tuple[int, int], state: str) -> None:
    assert diagnosis.check_size(*size).state == state


def test_every_problem_names_a_line_and_a_file() -> None:
    off = [
        diagnosis.check_locale(Charset("LANG", "C"), DisplayMode()),
        diagnosis.check_multiplexer(TMUX._replace(settings={**SET, "escape-time": "500"}), "tmux-256color"),
        diagnosis.check_watching(9000, 8192, instance=True),
        diagnosis.check_signs(Answers(answered=True, widths=dict.fromkeys(SIGNS, 1))),
    ]
    for finding in off:
        assert (
            finding.state == "problem"
            and all(fix.line and fix.file for fix in finding.fixes)
            and finding.fixes
        )
