"""Pure questions to a dataset: select, diff, progress, coverage."""
