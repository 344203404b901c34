"""Completion in bash: words with blanks and other characters of the shell are escaped, as zsh and fish do themselves."""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_SPECIAL = re.compile(r"[^\w@%+=:,./\-]")


class EscapingBashComplete(BashComplete):
    """Escapes what it offers, except within quotes that the user has opened."""

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return the line for an item; its backslashes are doubled, since the shell's `read` takes one of two."""
        if item.type != "plain" or _is_quoted():
            return super().format_completion(item)
        return f"{item.type}," + _SPECIAL.sub(lambda match: rf"\\{match[0]}", str(item.value))


def register() -> None:
    """Use this completion for bash instead of click's."""
    add_completion_class(EscapingBashComplete, "bash")


def _is_quoted() -> bool:
    """Return whether the word to complete begins with a quote."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    index = int(os.environ.get("COMP_CWORD", "-1"))
    return 0 <= index < len(words) and words[index][:1] in {"'", '"'}
