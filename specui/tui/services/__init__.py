"""Services of the screen program: files, messages, the journal of unsaved edits, the clipboard, settings and themes.

Each is a plain object with one concern. It gets what it needs by its constructor, and no service knows the app class.
"""
