"""What a person touches: the window, its screens and the command line."""
