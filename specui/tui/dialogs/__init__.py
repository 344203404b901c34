"""The dialogs: each asks for one thing or lists one thing, and returns the answer."""
