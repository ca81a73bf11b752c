"""Pure questions to a book: select, diff, progress, coverage."""
