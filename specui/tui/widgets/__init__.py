"""Widgets of the workbench, one a module; none of them reads or writes a file."""
