"""Pure formulas: frames, parameters and a day in, new frames out. No clock, database, randomness, Django or mutation.

snapshots → engagement → features → benchmarks → parts → peer trust → fit; explain gathers what a part's sentence needs.
"""
