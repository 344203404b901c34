"""The name that decisions are signed with: the name that git knows, asked for once."""

from __future__ import annotations

import asyncio
from pathlib import Path


class GitSigner:
    """Implements `Signer` for a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._name: str | None = None
        self._source = ""

    @property
    def source(self) -> str:
        return self._source

    async def name(self) -> str:
        if self._name is None:
            from specui.workspace.git.identity import signer

            name, self._source = await asyncio.to_thread(signer, self._root)
            self._name = name
        return self._name
