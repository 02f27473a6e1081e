#pragma once

// The only header that names NumPy's C API: its table of functions is one variable of this room,
// filled by import_numpy.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#define PY_ARRAY_UNIQUE_SYMBOL autopar_numpy_api
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_0_API_VERSION
#ifndef AUTOPAR_DEFINES_NUMPY_API
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>
// For the layout of NumPy's function objects; none of its functions is called.
#define PY_UFUNC_UNIQUE_SYMBOL autopar_numpy_functions_api
#define NO_IMPORT_UFUNC
#include <numpy/ufuncobject.h>

namespace autopar::runtime {

// Before any other use of NumPy's C API. False with a Python exception set if NumPy can't be
// imported.
[[nodiscard]] bool import_numpy();

}  // namespace autopar::runtime
