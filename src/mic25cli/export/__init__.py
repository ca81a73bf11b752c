"""The whole book as files that other programs load: a new folder, complete or not there at all."""
