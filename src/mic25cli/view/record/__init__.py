"""Records for people: lists, and cards that show one in full."""
