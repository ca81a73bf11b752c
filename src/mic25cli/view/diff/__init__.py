"""What a diff says: values for machines, and a document for people."""
