"""Help: the list of commands and the terms of the vocabulary."""
