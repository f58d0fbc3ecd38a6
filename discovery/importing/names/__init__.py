"""What columns' names say: their words in many languages, and the days in them."""
