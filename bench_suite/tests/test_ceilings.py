"""The loops that the roofline's roof is measured with."""

import ctypes

import numpy as np
from autopar_bench.ceilings import BYTES_OF_AN_UPDATE, load


def test_the_roof_from_memory_is_that_of_an_update_of_a_piece_in_place() -> None:
    """What is stored to is read too, so that the counted bytes are those that move."""
    a, b = np.arange(6.0), np.full(6, 10.0)
    pointers = [ctypes.c_void_p(array.ctypes.data) for array in (a, b)]
    load().update(*pointers, ctypes.c_double(0.5), ctypes.c_int64(2), ctypes.c_int64(5))
    assert a.tolist() == [0.0, 1.0, 7.0, 8.0, 9.0, 5.0]
    assert b.tolist() == [10.0] * 6
    assert 3 * a.itemsize == BYTES_OF_AN_UPDATE
