"""Text and lists as styled cells. Pure: no widget, no file."""
