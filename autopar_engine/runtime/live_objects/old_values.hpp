#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/live_objects/caller_locals.hpp"
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
  // some variable holds more than a plain value (a number, a text, None, a NumPy scalar, an exact
  // array of no objects, an exact list or tuple of such), which errs on the side of more. A list or
  // tuple that others hold, too, may hold anything: it stays. Linear in what the others have in
  // them, up to a bound.
  [[nodiscard]] std::optional<std::string> find_obstacle(
      std::span<PyObject* const> arguments) const;

 private:
  struct Variable {
    std::uint32_t index;
    Owned name;
  };

  [[nodiscard]] bool may_go(PyObject* object, const CallerLocals& locals,
                            std::span<PyObject* const> arguments) const noexcept;

  std::vector<Variable> variables_;
};

}  // namespace autopar::runtime
