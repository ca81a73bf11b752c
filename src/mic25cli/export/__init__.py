"""The whole dataset as files for other programs, in a folder that is written whole or not at
all."""
