"""What the screens hold while somebody works: the basket on the counter, and rows for lists."""
