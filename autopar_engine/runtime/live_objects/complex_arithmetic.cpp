#include "runtime/live_objects/complex_arithmetic.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include "runtime/live_objects/owned.hpp"
#include "runtime/live_objects/scalar_objects.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ComplexArgument;
using loop_ir::DataType;
using NumpyType = std::optional<DataType>;
using Operator = PyObject*(PyObject*, PyObject*);

Owned make_complex(NumpyType numpy_type, double real, double imaginary) {
  Owned complex(PyComplex_FromDoubles(real, imaginary));
  if (!numpy_type || !complex) {
    return complex;
  }
  auto* type = reinterpret_cast<PyObject*>(type_of_complex(numpy_type));
  return Owned(PyObject_CallFunctionObjArgs(type, complex.get(), nullptr));
}

// Nothing, without a Python exception, if there is no result of one of the types known here.
std::optional<ComplexArgument> compute(Operator* apply, const Owned& left, const Owned& right) {
  const Owned result(left && right ? apply(left.get(), right.get()) : nullptr);
  PyErr_Clear();
  return result ? read_complex(result.get()) : std::nullopt;
}

// With x = 1 + 2*step, x*x does not fit the type; fused with what it is subtracted from, it leaves
// a rest.
bool rounds_products(NumpyType type, double step) {
  const Owned value = make_complex(type, 1 + 2 * step, 1 + 2 * step);
  const auto product = compute(PyNumber_Multiply, value, value);
  return product && product->real == 0;
}

// Likewise (-y*y + yj) / (1 + yj) with y = 1 - 2*step, and y*y as the type rounds it.
bool rounds_quotients(NumpyType type, double step) {
  const double part = 1 - 2 * step;
  const auto quotient = compute(PyNumber_TrueDivide, make_complex(type, 4 * step - 1, part),
                                make_complex(type, 1, part));
  return quotient && quotient->real == 0;
}

PyObject* raise_to(PyObject* base, PyObject* exponent) {
  return PyNumber_Power(base, exponent, Py_None);
}

// Python begins a product of 1 and the square, which loses the sign of -0j; NumPy knows what comes
// of 0 without multiplying.
bool multiplies_for_squares(NumpyType type, double step) {
  const Owned two(PyLong_FromLong(2));
  const auto square_of = [&](double real, double imaginary) {
    return compute(raise_to, make_complex(type, real, imaginary), two);
  };
  const auto of_large = square_of(1 + 2 * step, 1 + 2 * step);
  const auto of_one = square_of(1, -0.0);
  const auto of_zero = square_of(-0.0, 0);
  return of_large && of_large->real == 0 && of_one &&
         std::signbit(of_one->imaginary) == type.has_value() && of_zero &&
         !std::signbit(of_zero->imaginary);
}

// Near the unit circle, log(x + yj) is a function of (x - 1)*(x + 1) + y*y, which comes to 0 here
// if both products are rounded. A function that the program put there is not called.
bool rounds_products_of_logarithms() {
  const Owned module(PyImport_ImportModule("cmath"));
  const Owned function(module ? PyObject_GetAttrString(module.get(), "log") : nullptr);
  const bool is_cpythons = function && PyCFunction_Check(function.get());
  const auto logarithm =
      compute([](PyObject* log, PyObject* number) { return PyObject_CallOneArg(log, number); },
              Owned::new_reference(is_cpythons ? function.get() : nullptr),
              make_complex({}, 0x1.999999a19999ap-1, 0x1.3333332888888p-1));
  return logarithm && logarithm->real == 0;
}

bool is_nan(const std::optional<ComplexArgument>& number) {
  return number && std::isnan(number->real) && std::isnan(number->imaginary);
}

bool recovers_nothing() {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kLarge = 1e300;
  return is_nan(compute(PyNumber_Multiply, make_complex({}, kLarge, 1),
                        make_complex({}, kNan, kInfinity))) &&
         is_nan(compute(PyNumber_TrueDivide, make_complex({}, 1, 0),
                        make_complex({}, kInfinity, kInfinity)));
}

bool takes_reals_for_complex() {
  const auto sum = compute(PyNumber_Add, make_complex({}, 1, -0.0), Owned(PyFloat_FromDouble(0.0)));
  return sum && !std::signbit(sum->imaginary);
}

bool is_plain() {
  constexpr double kStep = 0x1p-31;
  constexpr double kStepOfSingle = 0x1p-14;
  const auto rounds = [](NumpyType type, double step) {
    return rounds_products(type, step) && rounds_quotients(type, step) &&
           multiplies_for_squares(type, step);
  };
  return rounds({}, kStep) && rounds(DataType::Complex128, kStep) &&
         rounds(DataType::Complex64, kStepOfSingle) && recovers_nothing() &&
         rounds_products_of_logarithms() && takes_reals_for_complex();
}

}  // namespace

bool is_complex_arithmetic_plain() noexcept {
  static const bool plain = is_plain();
  return plain;
}

}  // namespace autopar::runtime
