"""From records to facts, in SQL: staging, identifying, describing, counting, linking, reporting, restoring."""
