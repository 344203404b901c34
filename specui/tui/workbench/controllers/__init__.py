"""Controllers of the workbench: one a concern, plain objects over ports, the navigator and the edit desk.

Each returns its handlers by command id. No controller knows another one, or the screen; `wiring.py` builds them all.
"""
