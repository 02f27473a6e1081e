#define AUTOPAR_DEFINES_NUMPY_API
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

bool import_numpy() { return PyArray_ImportNumPyAPI() == 0; }

}  // namespace autopar::runtime
