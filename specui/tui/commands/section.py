"""What can be done in an open section."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
SECTION: tuple[Command, ...] = (
    Command("tick", "Tick or untick", "Ticks or unticks the box under the cursor, and saves that one character.",
            ("space",), at("section"), "tick", "tick", 95,
            when=lambda here: here.writable and here.ticks),
    Command("edit", "Write in this section", "Opens the section for writing, at the line of the cursor.",
            ("enter", "e"), at("section"), "edit", "write", 90,
            when=lambda here: here.writable),
    Command("section-before", "Section before", "Goes to the section before this one, or after it.",
            ("left", "h"), at("section"), "step_section(-1)", group="step"),
    Command("section-after", "Section after", "Goes to the section after this one.",
            ("right", "l"), at("section"), "step_section(1)", "section", 50, shown="←→", group="step",
            when=lambda here: here.sections > 1),
)
# fmt: on
