"""Checking many files: on all cores, with a cache, and with safe fixes."""
