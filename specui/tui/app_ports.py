"""The ports of the program as its app makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.css.query import NoMatches

from specui.tui.ports import Ports, Role
from specui.workspace.session import Conflict, Session
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from specui.tui.app import SpecuiApp
    from specui.tui.themes.theme_file import Theme
    from specui.workspace.config.settings import Settings
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.last_session import LastSeen

Result = TypeVar("Result")


class _OfApp:
    def __init__(self, app: SpecuiApp) -> None:
        self._app = app


class _Files(_OfApp):
    @property
    def session(self) -> Session:
        return self._app.session

    @property
    def workspace(self) -> Workspace:
        return self._app.workspace

    @property
    def today(self) -> str:
        return self._app.session.today.isoformat()

    @property
    def failed(self) -> bool:
        return self._app.failed

    def change(
        self, make: Callable[[], Result], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Result | None:
        return self._app.change(make, on_conflict)

    def sync(self) -> None:
        self._app.sync()

    def subscribe(self, node: DOMNode, changed: Callable[[Workspace], None]) -> None:
        node.watch(self._app, "workspace", changed, init=False)

    def loads_in_background(self, name: str) -> bool:
        return self._app.reads_behind(name)

    def mark_seen(self, name: str) -> None:
        self._app.visit(name)

    def reload(self, path: Path) -> None:
        self._app.look_again(path)

    def name_of(self, path: Path) -> str:
        return self._app.name_of(path)


class _Notify(_OfApp):
    def say(self, text: str, role: Role = "") -> None:
        self._app.say(text, role)

    def hint(self, text: str) -> None:
        from specui.tui.widgets.bars import MessageLine

        for screen in reversed(self._app.screen_stack):
            try:
                screen.query_one(MessageLine).show(text, passing=True)
            except NoMatches:
                continue
            return


class _Clipboard(_OfApp):
    def copy(self, text: str, name: str = "") -> None:
        self._app.copy(text, name)


class _Programs(_OfApp):
    def edit(self, file: SpecFile, line: int) -> None:
        self._app.edit_outside(file, line)

    def edit_path(self, path: Path, line: int) -> None:
        self._app.edit_path(path, line)

    def read_path(self, path: Path, line: int, remark: str = "") -> None:
        self._app.read_outside(path, line, remark)


class _Looks(_OfApp):
    @property
    def settings(self) -> Settings:
        return self._app.settings

    @property
    def theme_shown(self) -> str:
        return self._app.theme

    @property
    def wanting(self) -> str:
        return self._app.wanting

    def themes(self, *, fresh: bool = False) -> Sequence[Theme]:
        if fresh:
            self._app.themes.read()
        return list(self._app.themes.all())

    def is_own(self, name: str) -> bool:
        return self._app.themes.is_own(name)

    def unfit(self, theme: Theme) -> str:
        return self._app.unfit(theme)

    def show_theme(self, name: str) -> bool:
        return self._app.show_theme(name)

    def keep_theme(self, name: str) -> None:
        self._app.keep_theme(name)

    def edit_settings(self) -> None:
        self._app.edit_settings()


class _Signer(_OfApp):
    @property
    def source(self) -> str:
        return ""

    async def name(self) -> str:
        return await self._app.workbench.who()


class _Program(_OfApp):
    @property
    def is_demo(self) -> bool:
        return self._app.demo

    @property
    def watch_state(self) -> str:
        return self._app.watching

    @property
    def last_session(self) -> LastSeen | None:
        return self._app.last_seen

    def first_files(self) -> Iterable[object]:
        return self._app.read_first()

    def offer_next(self) -> None:
        self._app.offer_next()

    def quit(self) -> None:
        self._app.leave()

    def quit_unseen(self) -> None:
        self._app.leave_unseen()


def ports_of(app: SpecuiApp) -> Ports:
    """Return the ports of an app."""
    return Ports(
        _Files(app),
        _Notify(app),
        app.journal,
        _Clipboard(app),
        _Programs(app),
        _Looks(app),
        _Signer(app),
        _Program(app),
    )
