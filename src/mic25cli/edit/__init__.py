"""Everything that writes record files: their form, new records and claims, new folders."""
