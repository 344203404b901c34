"""Reading and writing one file: whole or not at all."""
