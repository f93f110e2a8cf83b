"""How older databases become newer ones, one numbered step at a time; each runs on a verified backup."""
