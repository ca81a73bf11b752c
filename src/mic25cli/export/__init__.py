"""The whole dataset as files for other programs, in a folder that is complete or not there."""
