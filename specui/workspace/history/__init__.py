"""Changes and their undo: in this program, by commands, and across restarts."""
