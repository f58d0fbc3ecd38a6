"""The REST API, /api/v1/: the reads and writes of the pages for scripts, through the same functions, with its own description."""
