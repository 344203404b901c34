"""Rules about whether the status matches the content of the spec."""
