#pragma once

#include <compare>
#include <string>

namespace autopar::python {

// A function as a loop calls it: by a name, or as an attribute of a module with such a name; and
// which function of which module that has to be.
struct CalledFunction {
  std::string name;
  std::string attribute;
  std::string module;
  std::string function;

  auto operator<=>(const CalledFunction&) const = default;
};

}  // namespace autopar::python
