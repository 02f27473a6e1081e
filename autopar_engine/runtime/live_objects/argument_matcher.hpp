#pragma once

#include <cstdint>
#include <vector>

#include "loop_ir/argument_facts.hpp"
#include "runtime/live_objects/argument_reader.hpp"
#include "runtime/live_objects/scalar_objects.hpp"

namespace autopar::runtime {

// Whether an object agrees with facts in everything but addresses and the values of floats and
// complex numbers; of a list only whether it is one. The quick way for calls that come again: no
// allocation, no Python code.
class ArgumentMatcher {
 public:
  explicit ArgumentMatcher(const loop_ir::LiveArgument& facts);

  // Sets the value if the object agrees; not that of a complex number.
  [[nodiscard]] bool matches(PyObject* object, ArgumentValue& value) const noexcept {
    if (!Py_IS_TYPE(object, type_)) {
      return false;
    }
    return kind_ == Kind::Array ? matches_array(reinterpret_cast<PyArrayObject*>(object), value)
                                : matches_scalar(object, value);
  }

 private:
  enum class Kind : std::uint8_t {
    Array,
    List,
    PythonInteger,
    Integer,
    PythonFloat,
    Real,
    Complex
  };

  void expect_array(const loop_ir::ArrayArgument& facts);
  void expect_integer(const loop_ir::IntegerArgument& facts);
  void expect_real(const loop_ir::FloatArgument& facts);
  void expect_complex(const loop_ir::ComplexArgument& facts);
  [[nodiscard]] bool matches_array(PyArrayObject* array, ArgumentValue& value) const noexcept {
    value.address = PyArray_DATA(array);
    return PyArray_NDIM(array) == rank_ && PyArray_TYPE(array) == type_number_ &&
           PyArray_ISNOTSWAPPED(array) && is_aligned_and(array, is_writeable_) &&
           are_equal(layout_.data(), PyArray_DIMS(array), rank_) &&
           are_equal(layout_.data() + rank_, PyArray_STRIDES(array), rank_);
  }

  // A loop of its own: std::equal calls memcmp, which takes longer than what it compares here.
  [[nodiscard]] static bool are_equal(const npy_intp* expected, const npy_intp* values,
                                      int count) noexcept {
    for (int index = 0; index < count; ++index) {
      if (expected[index] != values[index]) {
        return false;
      }
    }
    return true;
  }

  // Of the expected type.
  [[nodiscard]] bool matches_scalar(PyObject* object, ArgumentValue& value) const noexcept;

  Kind kind_ = Kind::Array;
  // Of an array.
  bool is_writeable_ = false;
  int rank_ = 0;
  int type_number_ = 0;
  PyTypeObject* type_ = nullptr;
  IntegerKind integer_kind_;
  std::int64_t integer_ = 0;
  // Of an array: its extents, then its strides.
  std::vector<npy_intp> layout_;
};

}  // namespace autopar::runtime
