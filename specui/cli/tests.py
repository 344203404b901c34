"""`specui tests`: missing tests across all specs."""

from __future__ import annotations

from specui.cli.items import listing_command

command = listing_command("tests")
