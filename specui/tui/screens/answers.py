"""What can be answered to each question, in words and keys."""

from __future__ import annotations

from specui.tui.screens.dialog import Answer

LEAVE_EDITOR = (
    Answer(("k", "ctrl+s", "f2"), "keep it", "keep"),
    Answer(("t",), "throw it away", "throw"),
    Answer(("escape", "g"), "go on writing", ""),
)
QUIT = (
    Answer(("k", "ctrl+s", "f2"), "keep it and leave", "keep"),
    Answer(("t",), "throw it away and leave", "throw"),
    Answer(("escape", "g"), "go on writing", ""),
)
CONFLICT = (
    Answer(("m",), "keep mine", "mine"),
    Answer(("t",), "take theirs", "theirs"),
    Answer(("escape", "g"), "go on writing", ""),
)
GONE = (
    Answer(("m",), "write the file again, with mine", "mine"),
    Answer(("t",), "let it go", "theirs"),
    Answer(("escape", "g"), "go on writing", ""),
)
RECOVERY = (
    Answer(("r", "enter"), "restore into the editor", "restore"),
    Answer(("d",), "discard", "discard"),
    Answer(("escape", "l"), "later", ""),
)


def fix(safe: int, *, safe_itself: bool) -> tuple[Answer, ...]:
    """Return the answers to a fix; `safe` is how many safe fixes the file has in all."""
    found = [Answer(("enter", "y"), "apply" if safe_itself else "apply, it may change the meaning", "one")]
    if safe > 1 or (safe == 1 and not safe_itself):
        found.append(Answer(("a",), f"apply all {safe} safe fixes of this file", "all"))
    return (*found, Answer(("escape", "n"), "leave it", ""))
