"""The display mode by terminal and connection."""

from __future__ import annotations

import pytest

from specui.terminal.charset import Charset
from specui.terminal.display_mode import DisplayMode, choose_display_mode

UTF8, C = Charset("LANG", "C.UTF-8"), Charset("LANG", "C")


@pytest.mark.parametrize(
    "environ, locale, ascii_, lean, expected",
    [
        ({"TERM": "xterm"}, UTF8, None, None, DisplayMode()),
        ({"TERM": "xterm"}, UTF8, True, None, DisplayMode("ascii")),
        ({"TERM": "xterm"}, C, None, None, DisplayMode("ascii")),
        ({"TERM": "linux"}, UTF8, None, None, DisplayMode("console")),
        ({"TERM": "linux-16color"}, UTF8, None, None, DisplayMode("console")),
        ({"TERM": "linux"}, C, None, None, DisplayMode("ascii")),
        ({"TERM": "xterm"}, C, False, None, DisplayMode()),
        ({"TERM": "xterm", "SSH_CONNECTION": "1"}, UTF8, None, None, DisplayMode(lean=True)),
        ({"TERM": "xterm", "SSH_TTY": "/dev/pts/1"}, UTF8, None, None, DisplayMode(lean=True)),
        ({"TERM": "xterm", "SSH_CONNECTION": "1"}, UTF8, None, False, DisplayMode()),
        ({"TERM": "xterm"}, UTF8, None, True, DisplayMode(lean=True)),
    ],
)
def test_manner_by_environment(
    environ: dict[str, str], locale: Charset, ascii_: bool | None, lean: bool | None, expected: DisplayMode
) -> None:
    assert choose_display_mode(ascii=ascii_, lean=lean, environ=environ, locale=locale) == expected


def test_only_who_is_lean_waits_from_frame_to_frame() -> None:
    assert DisplayMode().frame_seconds == 0 < DisplayMode(lean=True).frame_seconds <= 0.1
