"""Where benchmarks run: generated specs in temporary folders, caches and journals of their own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.measure import Command, specui
from tests.support.generate import write_specs


@dataclass(slots=True)
class Ground:
    """`root` is a temporary folder; `runs` how often a pair of commands is measured."""

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
        # From a checkout that is not installed, `python -m specui` must find it from any folder.
        checkout = str(Path(__file__).resolve().parents[2])
        self.env["PYTHONPATH"] = os.pathsep.join(filter(None, [checkout, os.environ.get("PYTHONPATH")]))

    def specs(self, count: int) -> Path:
        """Return a folder of `count` generated specs, a git repository's root in name only."""
        folder = self.root / f"specs-{count}"
        if not folder.exists():
            write_specs(folder, count)
        return folder

    def specui(self, *arguments: str, cwd: Path) -> Command:
        return Command("specui", [*specui(), *arguments], cwd, self.env)
