"""What outlives the program: unsaved typing, the last session, caches."""
