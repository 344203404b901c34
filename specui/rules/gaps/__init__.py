"""Rules about known gaps."""
