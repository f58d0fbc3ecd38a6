"""Everything an installation knows, in one file and back: `making` and `restoring`, by way of `archive` and `postgres`."""
