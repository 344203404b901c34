"""What the screen shows, as values: outline, problems, tree rows, history of places. Pure: no widget."""
