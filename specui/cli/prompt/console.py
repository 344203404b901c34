"""Read lines, print lines and prompts; without colours or cursor movement."""

from __future__ import annotations

import sys

from specui.cli import output
from specui.cli.prompt.phrases import wrapped
from specui.markdown.printable import printable

PROMPT = "> "
_LONGEST = 1 << 20


class Console:
    """Standard input and output. `scripted` means that input is not a terminal; then the first error ends the run."""

    def __init__(self) -> None:
        self.scripted = sys.stdin is None or not sys.stdin.isatty()
        self._shown = output.is_terminal()
        self._beside = self.scripted or not self._shown

    def say(self, line: str) -> None:
        """Print a line, made printable; wrapped on a terminal."""
        text = printable(line)
        for row in wrapped(text, output.width() - 1) if self._shown else (text,):
            output.write(f"{row}\n")

    def complain(self, sentence: str) -> None:
        """Print an error: to standard error for a script, else among the output."""
        if self._beside:
            output.flush()
            self._to_stderr("\n")
            output.note(sentence)
        else:
            self.say(sentence)

    def ask(self) -> str | None:
        """Prompt for a line and return it, None at the end of input. For a script, the prompt goes to standard error."""
        self._prompt()
        data = sys.stdin.buffer.readline(_LONGEST) if sys.stdin is not None else b""
        if not data:
            if not self.scripted:
                self.say("")
            return None
        encoding = "utf-8" if self.scripted else (sys.stdin.encoding or "utf-8")
        return data.decode(encoding, "replace")

    def _prompt(self) -> None:
        output.flush()
        if not self._beside:
            output.write(PROMPT)
            output.flush()
            return
        self._to_stderr(PROMPT)

    def _to_stderr(self, text: str) -> None:
        """Write a prompt, or the newline after one."""
        try:
            if sys.stderr is not None:
                sys.stderr.write(text)
                sys.stderr.flush()
        except OSError:
            pass  # nobody reads standard error
