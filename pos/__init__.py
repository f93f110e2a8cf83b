"""The shop: its rules, its use cases and its records. No window, no printer; runs headless."""
