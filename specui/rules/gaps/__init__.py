"""Rules on the table of known gaps."""
