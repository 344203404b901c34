"""Rules about content that no count includes: text that looks like an item but is not one in Markdown."""
