"""Which files there are, what each means, and changes to files as a whole."""
