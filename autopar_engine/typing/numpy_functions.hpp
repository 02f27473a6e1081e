#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/float_mode.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// What compiled code does for a function of NumPy that works element by element, called with
// scalars. InnerLoop: calls the loop that NumPy itself would run, on one element, so the bits are
// NumPy's, and so are the floating-point flags that make it warn. Test: of a float, to a bool.
// Magnitude: of a float. Convert: makes a scalar of one of NumPy's types of any number.
AUTOPAR_NAMED_ENUM(NumpyRule, InnerLoop, Test, Magnitude, Convert);

struct NumpyFunction {
  std::string_view name;
  NumpyRule rule = NumpyRule::InnerLoop;
  std::size_t argument_count = 1;
  // Two integers are no floats to it, so their result is an integer, which is not compiled.
  bool keeps_integers = false;
  // Of Convert.
  ValueType target = ValueType::NumpyFloat64;
  // Of InnerLoop: the function of the C library that stands for it outside of FloatMode::Exact,
  // where results need not be NumPy's bits; empty where there is none.
  std::string_view library_name;

  [[nodiscard]] bool is_library_call(FloatMode mode) const {
    return mode != FloatMode::Exact && !library_name.empty();
  }
};

// The function or type that a call names by its module, "numpy.sqrt", if it is compiled.
[[nodiscard]] std::optional<NumpyFunction> numpy_function_of(const loop_ir::Call& call);

// The float type in which NumPy computes the function of scalars of these types, by NEP 50:
// NumpyFloat32 or NumpyFloat64. Nothing where it differs from type to type, and for what is not
// compiled: bools, integers of up to 16 bits, which NumPy computes in narrower floats, integers
// that stay integers, and complex numbers.
[[nodiscard]] std::optional<ValueType> numpy_computed_type(
    const NumpyFunction& function, const std::vector<ValueTypes>& arguments);

// The type of NumPy's in which a function that chooses one of its operands, or the magnitude of the
// one, computes integers; nothing for other functions, where it differs from type to type, and for
// bools.
[[nodiscard]] std::optional<ValueType> numpy_integer_type(const NumpyFunction& function,
                                                          const std::vector<ValueTypes>& arguments);

// One of NumPy's inner loops: of this function, on floats of this type.
struct InnerLoop {
  std::string function;
  std::size_t argument_count = 1;
  ValueType type = ValueType::NumpyFloat64;

  auto operator<=>(const InnerLoop&) const = default;
};

// The inner loop that a call runs; nothing for any other expression.
[[nodiscard]] std::optional<InnerLoop> find_inner_loop(const loop_ir::LoopNest& nest,
                                                       const NestTypes& types,
                                                       loop_ir::ExpressionId expression_id);

}  // namespace autopar::typing
