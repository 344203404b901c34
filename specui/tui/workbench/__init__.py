"""The workbench: the screen with the tree, the open section and its problems."""
