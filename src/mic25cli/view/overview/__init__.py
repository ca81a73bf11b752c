"""Views of a whole dataset or installation."""
