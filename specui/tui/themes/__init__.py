"""Themes: their files, which ones there are, and which one the screen opens in."""
