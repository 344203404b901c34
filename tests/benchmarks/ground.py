"""The environment of the benchmarks: generated specs in temporary folders, with separate caches and journals."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.measure import Command, specui
from tests.support.generate import write_specs

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Ground:
    """`root` is a temporary folder; `runs` is how often to measure each pair of commands."""

    root: Path
    runs: int = 5
    env: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.env = {
            name: value
            for name, value in os.environ.items()
            if name not in {"NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM", "PYTHONDONTWRITEBYTECODE"}
            and not name.startswith("SPECUI_")
        }
        self.env["HOME"] = str(self.root / "home")
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            self.env[f"XDG_{kind}_HOME"] = str(self.root / "home" / kind.lower())
        (self.root / "home").mkdir(exist_ok=True)
        # Without an installation, `python -m specui` must find the checkout from any folder.
        self.env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))

    def specs(self, count: int) -> Path:
        """Return a folder of `count` generated specs."""
        folder = self.root / f"specs-{count}"
        if not folder.exists():
            write_specs(folder, count)
        return folder

    def specui(self, *arguments: str, cwd: Path) -> Command:
        return Command("specui", [*specui(), *arguments], cwd, self.env)
