"""Checking many files: in parallel, cached, with safe fixes."""
