"""The controllers of triage: each holds the work of some commands, and returns its handlers.

A controller gets the state, the ports and the part of the view that it needs. Controllers do not call each other.
"""
