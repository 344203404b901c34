"""The clipboard: each copied text goes out by the way that works on this terminal, and a message says which."""

from __future__ import annotations

from textual.app import App

from specui.tui.ports import Notify


class ClipboardService:
    """Implements `Clipboard`."""

    def __init__(self, app: App[None], notify: Notify) -> None:
        self._app = app
        self._notify = notify

    def copy(self, text: str, name: str = "") -> None:
        from specui.terminal.clipboard import NotCopiedError, choose_way, describe_way, osc52

        self._app._clipboard = text  # noqa: SLF001 - what ctrl+v pastes in Textual's inputs
        way = choose_way()
        if way.argv:
            self._app.run_worker(
                lambda: self._run_copier(text, name), thread=True, group="copy", exit_on_error=False
            )
            return
        driver = self._app._driver  # noqa: SLF001 - the only way to send a sequence
        if way.kind == "osc52" and driver is not None:
            try:
                driver.write(osc52(text))
            except NotCopiedError as failure:
                self._notify.say(str(failure), "warning")
                return
        self._notify.say(f"Copied {name or _count(text)} {describe_way(way)}", "ok" if way.sure else "")

    def _run_copier(self, text: str, name: str) -> None:
        """Give the text to another program, in a thread: the program may take its time."""
        from specui.terminal.clipboard import NotCopiedError, choose_way, copy_with_program

        try:
            where = copy_with_program(choose_way(), text)
        except NotCopiedError as failure:
            self._app.call_from_thread(self._notify.say, str(failure), "warning")
        else:
            self._app.call_from_thread(self._notify.say, f"Copied {name or _count(text)} {where}", "ok")


def _count(text: str) -> str:
    return f"{len(text):,} character{'' if len(text) == 1 else 's'}"
