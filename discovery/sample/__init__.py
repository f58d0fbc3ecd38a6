"""Sample data for a first look: invented accounts, loaded like any list, labelled wherever they show, removed without a trace.

`people`, `histories` and `frauds` invent, `listing` writes a CSV, `loading` imports it, `removing` takes it away again.
"""
