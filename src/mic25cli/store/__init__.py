"""Files to dataset and back: the only place that reads and writes records."""
