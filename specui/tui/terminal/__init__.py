"""Between Textual and the terminal: the driver, the first frame, and the bytes that are sent."""
