"""Files to book and back: the only place that reads and writes records."""
