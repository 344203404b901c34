"""Draws docs/workbench.svg, the picture in the README, with the program itself: `make picture`."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from specui.resources import samples_dir
from specui.tui.app import SpecuiApp
from specui.workspace.session import Session
from tests.support.corpus import CHECKOUT

SPEC = "tier3-supporting/crew-rostering.md"
KEYS = ("3", "]")
"""To its criteria, and to the first problem there."""


async def picture(size: tuple[int, int] = (120, 36)) -> str:
    """Return the workbench as SVG, on a copy of the samples, with one spec open at its criteria."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(samples_dir(), Path(folder) / "tidewater"))
        session = Session(root)
        session.discover()
        app = SpecuiApp(session, home=True)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete([w for w in app.workers if w.group == "load"])
            while not app.workbench.tree_view.groups_documents:  # a thread reads the last of it
                await pilot.pause(0.02)
            app.workbench.navigator.open_from_tree(SPEC)
            await pilot.pause()
            await pilot.press(*KEYS)
            await pilot.pause()
            return app.export_screenshot(title="specui")


def main() -> None:
    target = CHECKOUT / "docs" / "workbench.svg"
    target.write_text(asyncio.run(picture()), encoding="utf-8")
    print(f"wrote {target}")


if __name__ == "__main__":
    main()
