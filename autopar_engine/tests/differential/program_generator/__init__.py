"""Random programs of the region language: text, signature, and what they cover."""

from program_generator.profiles import PROFILE_NAMES
from program_generator.programs import FUNCTION, Program, make_program

__all__ = ["FUNCTION", "PROFILE_NAMES", "Program", "make_program"]
