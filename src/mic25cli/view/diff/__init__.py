"""Shows a diff: as values for machines, and as a document for people."""
