"""Plain values and rules of the trade: no database, no clock, no thread, no input or output."""
