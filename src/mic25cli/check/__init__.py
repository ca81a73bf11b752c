"""Rules over a loaded book."""
