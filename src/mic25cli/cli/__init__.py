"""The command line: parses the words, runs a command, writes the result; only it reads the
clock."""
