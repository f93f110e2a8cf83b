"""Files of our own and of other shops' systems, read into plain rows with their row numbers."""
