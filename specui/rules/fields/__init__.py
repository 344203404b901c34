"""Rules on the ``**Key:** value`` lines of a spec's head."""
