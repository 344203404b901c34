"""specui: a terminal workbench for Markdown production specs.

Imported by every command, so it imports nothing; the version is a literal that the build reads from here.
"""

__version__ = "0.1.0"
