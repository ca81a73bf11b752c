"""Everything that words a verdict: statuses, headline, answers, explanations and tables."""
