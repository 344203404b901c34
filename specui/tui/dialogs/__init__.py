"""Dialogs: each asks or lists one thing, and returns the answer. They get ports and values, and never the app."""
