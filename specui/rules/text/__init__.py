"""Rules about the raw text: encoding, newlines, invisible characters."""
