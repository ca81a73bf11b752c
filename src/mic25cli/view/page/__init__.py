"""Pages: a brief of one page, and the whole book as one file that needs no network."""
