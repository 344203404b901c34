"""Rules about acceptance criteria: no duplicates, and everyone can check each."""
