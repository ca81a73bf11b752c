"""Pages: a brief of one page, and the whole dataset as one file that needs no network."""
