"""The ports of the app as it is now."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specui.tui.ports import Ports, Role

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from specui.tui.themes.theme_file import Theme
    from specui.workspace.workspace import Workspace


class _All:
    """Every port at once, over the app."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._name: str | None = None
        self.source = ""

    session = property(lambda self: self._app.session)
    workspace = property(lambda self: self._app.workspace)
    failed = property(lambda self: self._app.failed)
    settings = property(lambda self: self._app.settings)
    theme_shown = property(lambda self: self._app.theme)
    wanting = property(lambda self: self._app.wanting)
    is_demo = property(lambda self: self._app.demo)
    watch_state = property(lambda self: self._app.watching)
    last_session = property(lambda self: self._app.last_seen)

    @property
    def today(self) -> str:
        return str(self._app.session.today.isoformat())

    def change(self, make: Callable[[], Any], on_conflict: Any = None) -> Any:
        return self._app.change(make, on_conflict)

    def sync(self) -> None:
        self._app.sync()

    def subscribe(self, node: DOMNode, changed: Callable[[Workspace], None]) -> None:
        node.watch(self._app, "workspace", changed, init=False)

    def loads_in_background(self, name: str) -> bool:
        return bool(self._app.reads_behind(name))

    def mark_seen(self, name: str) -> None:
        self._app.visit(name)

    def reload(self, path: Path) -> None:
        self._app.look_again(path)

    def name_of(self, path: Path) -> str:
        return str(self._app.name_of(path))

    def say(self, text: str, role: Role = "") -> None:
        self._app.say(text, role)

    def hint(self, text: str) -> None:
        self._app.screen.hint(text)

    def copy(self, text: str, name: str = "") -> None:
        self._app.copy(text, name)

    def edit(self, file: Any, line: int) -> None:
        self._app.edit_outside(file, line)

    def edit_path(self, path: Path, line: int) -> None:
        self._app.edit_path(path, line)

    def read_path(self, path: Path, line: int, remark: str = "") -> None:
        self._app.read_outside(path, line, remark)

    def themes(self, *, fresh: bool = False) -> Sequence[Theme]:
        if fresh:
            self._app.themes.read()
        return list(self._app.themes.all())

    def is_own(self, name: str) -> bool:
        return bool(self._app.themes.is_own(name))

    def unfit(self, theme: Theme) -> str:
        return str(self._app.unfit(theme))

    def show_theme(self, name: str) -> bool:
        return bool(self._app.show_theme(name))

    def keep_theme(self, name: str) -> None:
        self._app.keep_theme(name)

    def edit_settings(self) -> None:
        self._app.edit_settings()

    async def name(self) -> str:
        if self._name is None:
            from specui.workspace.git.identity import signer

            name, self.source = await asyncio.to_thread(signer, self.session.root)
            self._name = name
        return str(self._name)

    def first_files(self) -> Iterable[object]:
        return list(self._app.read_first())

    def offer_next(self) -> None:
        self._app.offer_next()

    def quit(self) -> None:
        self._app.leave()

    def quit_unseen(self) -> None:
        self._app.leave_unseen()


def ports_of(app: Any) -> Ports:
    """Return the app's ports."""
    every = _All(app)
    return Ports(every, every, app.journal, every, every, every, every, every)
