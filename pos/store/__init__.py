"""The register's own database: an append-only log of what happened, and the rows made from it."""
