"""What runs beside the screens: work off the GUI thread, the scanner, notices, the print queue."""
