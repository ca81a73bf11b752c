"""Pages: briefs of one page, and the site of a whole dataset, which needs no network."""
