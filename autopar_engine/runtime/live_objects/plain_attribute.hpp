#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// The value that CPython gives for object.name, where the read runs no code of the program and
// changes nothing, so that one read stands for all of a loop:
// - of an instance, a value in its __dict__ or in one of its __slots__, a field of a named tuple,
// or
//   a value of its classes that is no descriptor;
// - of a class, a value of it or of its bases that is no descriptor;
// - of a module, a value that it holds;
// - of an exact ndarray, its size and its ndim.
// Errs on the side of no: the error says what else the attribute is, as in "'a.n' is ...". No
// Python exception is set. The name is an interned str. Needs the GIL.
[[nodiscard]] tl::expected<Owned, std::string_view> read_plain_attribute(PyObject* object,
                                                                         PyObject* name) noexcept;

}  // namespace autopar::runtime
