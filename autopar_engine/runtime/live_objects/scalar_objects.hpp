#pragma once

#include <cstdint>
#include <optional>

#include "loop_ir/argument_facts.hpp"
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// Which type an object has that is an integer: Python's bool or int, or NumPy's scalar of this
// type.
struct IntegerKind {
  bool is_bool = false;
  std::optional<loop_ir::DataType> numpy_type;
};

// By the exact type of the object; nothing for what is no integer.
[[nodiscard]] std::optional<IntegerKind> integer_kind_of(PyObject* object) noexcept;

[[nodiscard]] PyTypeObject* type_of(const IntegerKind& kind) noexcept;

// Requires an object of that type. Nothing beyond 64 bits.
[[nodiscard]] std::optional<std::int64_t> value_of(PyObject* object,
                                                   const IntegerKind& kind) noexcept;

// Of a NumPy scalar: float32 or float64.
[[nodiscard]] PyTypeObject* type_of_real(loop_ir::DataType data_type) noexcept;

// Of exact numpy.float32 and numpy.float64.
[[nodiscard]] std::optional<loop_ir::FloatArgument> read_numpy_real(PyObject* object) noexcept;

// Of an exact Python complex, numpy.complex64 or numpy.complex128.
[[nodiscard]] std::optional<loop_ir::ComplexArgument> read_complex(PyObject* object) noexcept;

// Python's complex for none, else that of a NumPy scalar.
[[nodiscard]] PyTypeObject* type_of_complex(std::optional<loop_ir::DataType> numpy_type) noexcept;

}  // namespace autopar::runtime
