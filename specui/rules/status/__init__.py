"""Rules on what the status claims, held against what the spec holds."""
