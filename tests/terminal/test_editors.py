"""The command for each editor, with its way to name a line."""

from __future__ import annotations

import pytest

from specui.terminal.editors import EditorError, command_for


@pytest.mark.parametrize(
    "editor, command",
    [
        ("vim", "vim +7 f"),
        ("/usr/bin/vim.basic -u NONE", "/usr/bin/vim.basic -u NONE +7 f"),
        ("nano", "nano +7 f"),
        ("code -w", "code -w --goto f:7"),
        ("hx", "hx f:7"),
        ("subl --wait", "subl --wait f:7"),
        ("idea --wait", "idea --wait --line 7 f"),
        ("kate -b", "kate -b -l 7 f"),
        ("less -R", "less -R +7 f"),
        ("env EDITING=1 nvim", "env EDITING=1 nvim +7 f"),
        ("my-editor --now", "my-editor --now f"),
    ],
)
def test_each_is_told_the_line_its_own_way(editor: str, command: str) -> None:
    assert command_for(editor, "f", 7) == command.split()


@pytest.mark.parametrize("editor", ["", "  ", "vim 'half"])
def test_what_is_no_command_is_told(editor: str) -> None:
    with pytest.raises(EditorError, match="EDITOR"):
        command_for(editor, "f", 7)
