"""What a record is: its fields, its dates, its quantities, its sources."""
