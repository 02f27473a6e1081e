#pragma once

#include <memory>
#include <string>
#include <vector>

#include "called_function.hpp"
#include "runtime/live_objects/region.hpp"

namespace autopar::python {

// Where a call finds one input of a region.
struct InputSource {
  // Among the arguments of the call, or else among the caller's globals.
  bool is_argument = false;
  std::string name;
};

// A region as an object that rewritten code holds among its constants and calls. Called, it returns
// a tuple with one element, the value that the loop leaves in its one name or the tuple of those of
// its several names, or the empty tuple if CPython shall run the loop. It never raises. It holds no
// reference to any object of the program, so code that holds it keeps nothing alive.
//
// inputs: one for each input of the region, in its order; arguments in the order of the call.
// functions: what has to be found under their names when the region is called.
// New reference; null with a Python exception set.
[[nodiscard]] PyObject* make_region_object(std::unique_ptr<runtime::Region> region,
                                           const std::vector<InputSource>& inputs,
                                           const std::vector<CalledFunction>& functions);

// A region that CPython always runs, whatever it is called with.
[[nodiscard]] PyObject* make_declining_region();

// Null, without a Python exception, if the object is no region or one that always declines.
[[nodiscard]] runtime::Region* region_of(PyObject* object) noexcept;

// Makes the type. False with a Python exception set.
[[nodiscard]] bool add_region_type(PyObject* module);

}  // namespace autopar::python
