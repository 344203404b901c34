"""Rules on what stands in a spec and is in no count: text that looks like an item and is none for Markdown."""
