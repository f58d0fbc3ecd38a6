"""What each column of a list is, and its rows together: proposed with reasons, remembered for the next list."""
