"""Scores and flags said in words, in the reader's language: whole scores, parts, histories, flags, what would change them."""
