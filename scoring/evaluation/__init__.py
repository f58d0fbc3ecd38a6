"""How well the scores see fraud, measured: on accounts that people labelled and on frauds injected into simulated accounts.

simulation (of organic and schemes) and labelled give snapshots → running asks the formulas → trials counts with measures → report.
"""
