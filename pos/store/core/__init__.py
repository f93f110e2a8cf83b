"""Every composed statement of the store, in SQLAlchemy Core; `write_sql` writes them out as text for the counter."""
