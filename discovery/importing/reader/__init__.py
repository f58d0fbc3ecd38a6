"""From a row of cells to a record, or to problems."""
