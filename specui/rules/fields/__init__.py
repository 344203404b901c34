"""Rules about the fields in the head of a spec, such as ``**Key:** value``."""
