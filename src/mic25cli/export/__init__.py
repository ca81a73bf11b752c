"""The whole dataset as files for other programs: a new folder that is complete or does not
exist."""
