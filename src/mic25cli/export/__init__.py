"""The whole dataset as files for other programs: a new folder, complete or not there at all."""
