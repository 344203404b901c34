"""Rules on the text as it lies in the file: encoding, newlines, characters that nobody sees."""
