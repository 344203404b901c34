"""What git knows, read without locks, hooks or filters."""
