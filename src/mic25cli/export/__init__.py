"""The whole dataset as files that other programs load: a new folder, complete or not there at
all.
"""
