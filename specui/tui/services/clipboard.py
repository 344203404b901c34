"""Copying: every text that is copied goes this way, and the message line says where it went."""

from __future__ import annotations

from typing import Generic

from textual.app import App, ReturnType


class Copies(App[ReturnType], Generic[ReturnType]):
    """An App that brings what is copied to a clipboard, by the way that holds here."""

    def say(self, text: str, role: str = "") -> None:
        """Tell it on the screen."""
        raise NotImplementedError

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text; says where it went, or why it did not."""
        self.copy(text)

    def copy(self, text: str, name: str = "") -> None:
        """Copy a text, which is told by `name`, else by its length."""
        from specui.terminal.clipboard import NotCopiedError, osc52, told, way_from_here

        self._clipboard = text  # what ctrl+v pastes here
        way = way_from_here()
        if way.argv:
            self.run_worker(
                lambda: self._hand_over(text, name), thread=True, group="copy", exit_on_error=False
            )
            return
        if way.kind == "osc52" and self._driver is not None:
            try:
                self._driver.write(osc52(text))
            except NotCopiedError as failure:
                self.say(str(failure), "warning")
                return
        self.say(f"Copied {name or _count(text)} {told(way)}", "ok" if way.sure else "")

    def _hand_over(self, text: str, name: str) -> None:
        """Give it to another program, which may take its time."""
        from specui.terminal.clipboard import NotCopiedError, hand_over, way_from_here

        try:
            where = hand_over(way_from_here(), text)
        except NotCopiedError as failure:
            self.call_from_thread(self.say, str(failure), "warning")
        else:
            self.call_from_thread(self.say, f"Copied {name or _count(text)} {where}", "ok")


def _count(text: str) -> str:
    return f"{len(text):,} character{'' if len(text) == 1 else 's'}"
