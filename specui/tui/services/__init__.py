"""What the screen program does in the background: reading, watching, the journal of unsaved edits, the clipboard."""
