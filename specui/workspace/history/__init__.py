"""Undo: the steps of this run, the journal that outlives it, and changes of several files as one step."""
