"""`specui tasks`: list tasks in all specs."""

from __future__ import annotations

from specui.cli.query import listing_command

command = listing_command("tasks")
