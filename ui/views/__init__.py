"""The screens, one to a file: each shows what the register says and calls one of its verbs."""
