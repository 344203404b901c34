"""`specui gaps`: list known gaps in all specs."""

from __future__ import annotations

from specui.cli.query import listing_command

command = listing_command("gaps")
