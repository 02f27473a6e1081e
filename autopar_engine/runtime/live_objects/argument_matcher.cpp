#include "runtime/live_objects/argument_matcher.hpp"

namespace autopar::runtime {

ArgumentMatcher::ArgumentMatcher(const loop_ir::LiveArgument& facts) {
  if (const auto* array = std::get_if<loop_ir::ArrayArgument>(&facts)) {
    expect_array(*array);
  } else if (const auto* integer = std::get_if<loop_ir::IntegerArgument>(&facts)) {
    expect_integer(*integer);
  } else if (const auto* complex = std::get_if<loop_ir::ComplexArgument>(&facts)) {
    expect_complex(*complex);
  } else {
    expect_real(std::get<loop_ir::FloatArgument>(facts));
  }
}

void ArgumentMatcher::expect_array(const loop_ir::ArrayArgument& facts) {
  if (facts.is_list) {
    kind_ = Kind::List;
    type_ = &PyList_Type;
    return;
  }
  kind_ = Kind::Array;
  type_ = &PyArray_Type;
  is_writeable_ = facts.is_writeable;
  rank_ = static_cast<int>(facts.rank());
  type_number_ = type_number_of(facts.data_type);
  layout_.assign(facts.extents.begin(), facts.extents.end());
  layout_.insert(layout_.end(), facts.strides_bytes.begin(), facts.strides_bytes.end());
}

void ArgumentMatcher::expect_integer(const loop_ir::IntegerArgument& facts) {
  const bool is_python_int = !facts.is_bool && !facts.numpy_type;
  kind_ = is_python_int ? Kind::PythonInteger : Kind::Integer;
  integer_kind_ = {facts.is_bool, facts.numpy_type};
  type_ = type_of(integer_kind_);
  integer_ = facts.value;
}

void ArgumentMatcher::expect_real(const loop_ir::FloatArgument& facts) {
  kind_ = facts.numpy_type ? Kind::Real : Kind::PythonFloat;
  type_ = facts.numpy_type ? type_of_real(*facts.numpy_type) : &PyFloat_Type;
}

void ArgumentMatcher::expect_complex(const loop_ir::ComplexArgument& facts) {
  kind_ = Kind::Complex;
  type_ = type_of_complex(facts.numpy_type);
}

bool ArgumentMatcher::matches_scalar(PyObject* object, ArgumentValue& value) const noexcept {
  switch (kind_) {
    case Kind::PythonInteger: {
      int overflow = 0;
      value.integer = integer_;
      return PyLong_AsLongLongAndOverflow(object, &overflow) == integer_ && overflow == 0;
    }
    case Kind::Integer:
      value.integer = integer_;
      return value_of(object, integer_kind_) == integer_;
    case Kind::PythonFloat:
      value.real = PyFloat_AS_DOUBLE(object);
      return true;
    case Kind::Real:
      value.real = read_numpy_real(object)->value;
      return true;
    case Kind::List:
    case Kind::Complex:
      value.address = nullptr;
      return true;
    case Kind::Array:
      break;
  }
  return false;
}

}  // namespace autopar::runtime
