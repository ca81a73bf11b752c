"""What validation found, for people and CI services."""
