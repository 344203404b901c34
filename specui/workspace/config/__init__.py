"""Configuration of the repository and settings of the user."""
