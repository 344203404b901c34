"""Rules about sections, subsections, tables, checkboxes, and leftover text of the template."""
