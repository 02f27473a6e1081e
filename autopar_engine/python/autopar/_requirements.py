"""What the interpreter and NumPy must be, checked before the extension module is loaded."""

import sysconfig

import numpy


def check_interpreter() -> None:
    """Raise ImportError, in one sentence, where the promises of this package could not be kept."""
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise ImportError("autopar needs a Python with the global interpreter lock")
    if int(numpy.__version__.split(".")[0]) < 2:
        raise ImportError(f"autopar needs NumPy 2 or newer, and this is {numpy.__version__}")
