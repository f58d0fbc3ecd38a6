"""The project: settings, addresses, and the way from a bare Python to a running app."""

VERSION = "0.1.0"
