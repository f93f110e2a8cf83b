"""The verbs of the command line, by subject. None of them imports Qt until a window or a picture is asked for."""
