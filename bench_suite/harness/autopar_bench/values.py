"""Copies of arguments that keep how arrays lie in memory."""

import copy
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def copy_value(value: Any) -> Any:
    """Arrays keep their strides: a view gets memory of its own that is laid out like the old one.

    Lists are copied with everything in them.
    """
    if isinstance(value, np.ndarray):
        return _copy_array(value)
    return copy.deepcopy(value) if isinstance(value, list) else value


def copy_values(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(copy_value(value) for value in values)


def restore_value(value: Any, pristine: Any) -> None:
    """Makes an array or list equal to a pristine one, in place, inner lists too."""
    if isinstance(value, np.ndarray):
        np.copyto(value, pristine)
    elif isinstance(value, list):
        if not {list, np.ndarray} & set(map(type, value)):
            value[:] = pristine
            return
        for place, (inner, pristine_inner) in enumerate(zip(value, pristine, strict=True)):
            if isinstance(inner, np.ndarray | list):
                restore_value(inner, pristine_inner)
            else:
                value[place] = pristine_inner


def find_owner(array: Array) -> Array:
    """The array that owns the memory of a view."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


BYTES_OF_A_FLOAT_IN_A_LIST = 32


def count_bytes(value: Any) -> int:
    """Of the elements of an array; of a list those of pointers and of the floats behind them."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, list):
        return sum(count_bytes(inner) or BYTES_OF_A_FLOAT_IN_A_LIST for inner in value)
    return 0


def _copy_array(array: Array) -> Array:
    owner = find_owner(array)
    if owner is array:
        return array.copy(order="K")
    memory = owner.copy(order="K")
    return np.ndarray(
        array.shape,
        array.dtype,
        buffer=memory.ravel(order="K"),
        offset=_address(array) - _address(owner),
        strides=array.strides,
    )


def _address(array: Array) -> int:
    address: int = array.__array_interface__["data"][0]
    return address
