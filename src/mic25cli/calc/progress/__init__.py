"""Progress against targets: pure functions from a dataset and a question to frozen results."""
