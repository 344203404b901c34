"""From PATHS to files: which files a command reads, which it skips and why, and with which configuration."""
