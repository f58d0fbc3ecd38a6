"""What `python3 manage.py bench NAME` measures: each benchmark runs both sides in one run, on a database of its own, and prints ratios."""
