#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// A local variable: where it stands among those of its function (co_varnames), and its name there.
struct LocalVariable {
  std::uint32_t index = 0;
  std::string name;
};

// What the variables that a loop binds hold before it. CPython drops such an object at the first
// binding, compiled code after the loop: code that runs when the object goes (`__del__`, a callback
// of a weak reference, the end of a generator) would see other arrays.
class OldValues {
 public:
  // False with a Python exception set.
  [[nodiscard]] bool bind(const std::vector<LocalVariable>& variables);

  // To be asked in a C function that the loop's function calls with these arguments. A sentence if
  // some variable holds more than a plain value (a number, a text, None, a NumPy scalar), an exact
  // array of no objects, or an exact list or tuple. Where nobody else holds these, an array must
  // have no weak reference and memory of its own or of such an array, and a list hold such arrays,
  // lists and plain values. Errs on the side of more. Linear in what such lists hold, up to a
  // bound.
  [[nodiscard]] std::optional<std::string> find_obstacle(
      std::span<PyObject* const> arguments) const;

 private:
  struct Variable {
    std::uint32_t index;
    Owned name;
  };

  std::vector<Variable> variables_;
};

}  // namespace autopar::runtime
