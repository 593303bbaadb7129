"""Find what an article says: its sentences, the places it names, and who acts in it."""
