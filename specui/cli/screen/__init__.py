"""The only part of the command line that reaches specui.tui: opening the screen, and listing its keys."""
