"""What the screen shows, as values: outline, problems, tree rows, trail of locations. Pure: no widget."""
