"""What git knows of a repository, read without locks, hooks or filters."""
