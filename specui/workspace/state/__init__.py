"""The user's own state, kept outside every repository."""
