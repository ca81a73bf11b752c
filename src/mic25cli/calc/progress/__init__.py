"""Progress against targets: pure functions from a book and a question to frozen results."""
