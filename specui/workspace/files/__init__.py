"""Which files there are, how they are read, and actions on whole files."""
