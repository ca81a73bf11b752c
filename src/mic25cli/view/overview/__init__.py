"""Views of a whole dataset or of the installation."""
