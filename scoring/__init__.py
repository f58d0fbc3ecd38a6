"""Scores: from the facts of discovery.models to one row an account that pages read. The method stands in README.md."""
