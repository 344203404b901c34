"""Rules on acceptance criteria: each said once, each something that can be checked."""
