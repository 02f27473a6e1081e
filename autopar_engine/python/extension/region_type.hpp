#pragma once

#include <memory>
#include <string>
#include <vector>

#include "called_function.hpp"
#include "region_inputs.hpp"
#include "runtime/live_objects/old_values.hpp"
#include "runtime/live_objects/region.hpp"

namespace autopar::python {

// A function of the text whose value is compiled in place of its calls: the name of the global that
// it is, and code that equals its own. Borrowed.
struct CalledHelper {
  std::string name;
  PyObject* code = nullptr;
};

// What has to be found under its names when a region is called.
struct Callees {
  std::vector<CalledFunction> functions;
  std::vector<CalledHelper> helpers;
};

// A region as an object that rewritten code holds among its constants and calls, if -region holds;
// otherwise it iterates over the region itself, which has no element. Called, it returns
// an iterator with one element, the value that the loop leaves in its one name or the tuple of
// those of its several names, or with none if CPython shall run the loop. It raises what a signal
// handler raised and nothing else. Of the objects of the program it keeps alive none but the code
// of helpers.
//
// bound_variables: those that the loop binds, in the function that calls the region.
// New reference; null with a Python exception set.
[[nodiscard]] PyObject* make_region_object(
    std::unique_ptr<runtime::Region> region, const InputSources& inputs, const Callees& callees,
    const std::vector<runtime::LocalVariable>& bound_variables);

// A region that CPython always runs, whatever it is called with.
[[nodiscard]] PyObject* make_declining_region();

// Null, without a Python exception, if the object is no region or one that always declines.
[[nodiscard]] runtime::Region* region_of(PyObject* object) noexcept;

// Makes the type. False with a Python exception set.
[[nodiscard]] bool add_region_type(PyObject* module);

}  // namespace autopar::python
