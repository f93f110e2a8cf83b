"""The forms a laid-out document takes: plain text, printer bytes or pages."""
