"""Start the screen, and copy the sample specs for `specui --demo`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from specui.specs.triage import Sort
    from specui.terminal.colours import Choice, Colours
    from specui.workspace.config.settings import Settings

_CHOICES: dict[str, Choice] = {
    "auto": "auto",
    "always": "auto",
    "never": "none",
    "16": "16",
    "256": "256",
    "truecolor": "truecolor",
}
ENDING = (signal.SIGHUP, signal.SIGTERM)


class Triage(NamedTuple):
    """What triage shows first: items in the files and folders `within` (workspace names), their filter and order."""

    within: tuple[str, ...]
    filter_text: str
    sort: Sort


def run(path: Path, settings: Settings, triage: Triage | None = None) -> NoReturn:
    """Open the screen on a folder or a file, and exit with its status. Raises Failure without a terminal."""
    exit_at_once(_run(path, settings, _choose_colors(settings.color), demo=False, triage=triage))


def run_demo(settings: Settings) -> NoReturn:
    """Open the screen on a copy of the sample specs, delete the copy, and exit."""
    colors = _choose_colors(settings.color)
    with demo_copy() as folder:
        status = _run(folder, settings, colors, demo=True)
    exit_at_once(status)


def exit_at_once(status: int) -> NoReturn:
    """Exit without Python's clean-up, which takes longer than the system needs to free everything.

    Nothing is lost: changes are on disk, other threads only read, and both streams are flushed here.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            status = status or 2
    os._exit(status)


def _choose_colors(color: str) -> Colours:
    """Choose the colours before Textual is imported, which reads them from the environment. Raises Failure."""
    from specui.terminal.colours import TerminalError, choose_colours, require_terminal

    if color not in {"auto", "never"}:
        os.environ.pop("NO_COLOR", None)
    try:
        require_terminal()
        return choose_colours(_CHOICES[color])
    except TerminalError as error:
        from specui.cli.errors import Failure

        raise Failure(str(error)) from error


def _run(path: Path, settings: Settings, colors: Colours, *, demo: bool, triage: Triage | None = None) -> int:
    """Draw the first frame, import the rest meanwhile, and run; always restores the terminal."""
    from specui.terminal.background import QUESTION, BackgroundReply, may_ask
    from specui.terminal.display_mode import choose_display_mode
    from specui.tui.services.read_ahead import read_ahead
    from specui.tui.terminal.first_frame import FirstFrame, terminal_size
    from specui.tui.terminal.first_frame_content import show
    from specui.tui.terminal.lean_textual import import_textual
    from specui.tui.themes.theme_choice import choose_theme, theme_roles, themes_folder
    from specui.workspace.config.settings import AUTO
    from specui.workspace.state.last_background import last_background, terminal_key
    from specui.workspace.state.last_session import load_last_session

    display_mode = choose_display_mode(ascii=settings.ascii, lean=settings.lean, mouse=settings.mouse)
    folder = themes_folder()
    asks = settings.theme == AUTO and not colors.needs_ansi_theme and may_ask(os.environ)
    ground = last_background(terminal_key(os.environ)) if asks else ""
    look = choose_theme(settings, colors, folder, ground=ground)
    seen = None if demo else load_last_session(os.fspath(path))
    ahead = read_ahead(os.fspath(path), terminal_size()[1], seen.spec if seen is not None else "")
    try:
        with FirstFrame(signs=display_mode.signs) as frame:
            if not demo:  # the demo has to delete its copy first
                frame.end_on_signals()
            show(frame, os.fspath(path), theme_roles(look.name, folder), colors.depth, seen)
            answer = BackgroundReply() if asks else None
            if asks:  # after the frame, so that nothing waits; the reply is filtered out of the keys
                frame.ask(QUESTION)
            import_textual()
            from specui.tui import app
            from specui.tui.workbench.start import in_triage

            return app.run(
                path, settings, look, colors, demo=demo, frame=frame, ahead=ahead, display_mode=display_mode, seen=seen,
                background=ground, answer=answer, begin=None if triage is None else in_triage(*triage),
            )  # fmt: skip
    finally:
        if ahead is not None:
            ahead.stop()


@contextmanager
def demo_copy() -> Iterator[Path]:
    """Make a writable copy of the sample specs; it is deleted at the end, on SIGHUP and SIGTERM too."""
    import shutil
    import tempfile

    from specui.resources import samples_dir

    before = {number: signal.signal(number, _exit_on_signal) for number in ENDING}
    place = Path(tempfile.mkdtemp(prefix="specui-demo-"))
    try:
        yield _copy(samples_dir(), place / "sample_specs")
    finally:
        for number in ENDING:  # a second signal must not interrupt the deletion
            signal.signal(number, signal.SIG_IGN)
        shutil.rmtree(place, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _copy(source: Path, target: Path) -> Path:
    """Copy contents but not permissions: an installed package may be read-only, the copy must be writable."""
    import shutil

    shutil.copytree(source, target, copy_function=shutil.copyfile)
    for folder, _, names in os.walk(target):
        os.chmod(folder, 0o700)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o600)
    return target


def _exit_on_signal(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
