"""What may be typed on pages, by area, and the sentence for what may not."""
