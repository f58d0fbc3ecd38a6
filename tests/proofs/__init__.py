"""Proofs that take a machine to themselves: run by hand, as CONTRIBUTING.md says; the suite leaves them out."""
