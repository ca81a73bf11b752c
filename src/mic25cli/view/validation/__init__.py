"""The result of validation, for people and CI services."""
