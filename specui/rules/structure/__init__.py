"""Rules on the skeleton: sections, subsections, tables, checkboxes, and text the template left behind."""
