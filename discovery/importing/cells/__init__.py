"""What single cells say: numbers, days, handles, platforms, places. Nothing here knows of columns."""
