"""One function per thing a person does at the counter, each in one transaction."""
