"""What the cells of a column show together of how it is written, and what is asked where they show nothing."""
