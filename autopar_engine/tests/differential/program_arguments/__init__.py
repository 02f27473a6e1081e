"""Arguments for generated programs: a function of a signature, a size and a seed."""

from program_arguments.make_arguments import make_arguments

__all__ = ["make_arguments"]
