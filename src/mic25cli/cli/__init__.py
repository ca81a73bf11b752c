"""The command line: parse, wire, hand over; the only place that writes or reads the clock."""
