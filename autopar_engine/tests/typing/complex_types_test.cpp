#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/typing/typed_nest.hpp"
#include "typing/arithmetic.hpp"
#include "typing/comparison.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ComplexArgument;
using loop_ir::DataType;
using ::testing::HasSubstr;

// p is a Python complex, u has elements of the type, v of float64.
TypedNest nest_of(const std::string& text, DataType data_type = DataType::Complex128) {
  TypedNest nest(text);
  loop_ir::ArrayArgument array;
  array.data_type = data_type;
  array.extents = {8};
  array.strides_bytes = {loop_ir::size_bytes(data_type)};
  nest.set("u", array);
  nest.set("p", ComplexArgument{1, 2});
  return nest;
}

std::string type_of(const std::string& value, DataType data_type = DataType::Complex128) {
  return nest_of("import cmath\nfor i in range(n):\n    x = " + value + "\n", data_type)
      .types_of("x");
}

Arithmetic arithmetic(BinaryOperator op, ValueType left, ValueType right) {
  return arithmetic_of(op, only(left), only(right), FloatMode::Exact).value();
}

TEST(ComplexTypes, powers_by_small_literals_stay_what_they_are) {
  EXPECT_EQ(type_of("p ** 2"), "Complex");
  EXPECT_EQ(type_of("p ** -100"), "Complex");
  EXPECT_EQ(type_of("u[i] ** 2"), "NumpyComplex128");
  EXPECT_EQ(type_of("u[i] ** 3", DataType::Complex64), "NumpyComplex64");
  for (const char* value : {"p ** 101", "p ** 2.0", "p ** i", "p ** p", "2 ** p", "u[i] ** 4",
                            "u[i] ** 1", "(u[i] if i else p) ** 2"}) {
    EXPECT_THAT(type_of(value), HasSubstr("complex number")) << value;
  }
  for (const char* update : {"p **= 2", "p **= -1", "u[i] **= 3"}) {
    EXPECT_EQ(nest_of("for i in range(n):\n    " + std::string(update) + "\n").answer(), "taken");
  }
  for (const char* update : {"p **= i", "p **= 2.0", "u[i] **= 4"}) {
    EXPECT_THAT(nest_of("for i in range(n):\n    " + std::string(update) + "\n").answer(),
                HasSubstr("complex number"));
  }
}

TEST(ComplexTypes, functions_of_cmath_give_pythons_numbers) {
  EXPECT_EQ(type_of("cmath.sqrt(u[i])"), "Complex");
  EXPECT_EQ(type_of("cmath.log(u[i])", DataType::Complex64), "Complex");
  EXPECT_EQ(type_of("cmath.exp(i if p else v[i])"), "Complex");
  EXPECT_EQ(type_of("cmath.rect(v[i], 2)"), "Complex");
  EXPECT_EQ(type_of("cmath.phase(p)"), "Float");
  EXPECT_EQ(type_of("cmath.isnan(u[i])"), "Bool");
  EXPECT_THAT(type_of("cmath.tanh(p)"), HasSubstr("cmath.tanh"));
  EXPECT_THAT(type_of("cmath.sqrt(u[i])", DataType::Bool), HasSubstr("this type"));
  for (const char* value : {"cmath.rect(p, 2)", "cmath.rect(2, u[i])"}) {
    EXPECT_THAT(type_of(value), HasSubstr("this type")) << value;
  }
  for (const char* value :
       {"cmath.log(p, 2)", "cmath.rect(2)", "cmath.sqrt()", "cmath.sqrt(z=p)"}) {
    EXPECT_THAT(type_of(value), HasSubstr("these arguments of cmath.")) << value;
  }
}

TEST(ComplexTypes, pythons_numbers_meet_as_complex) {
  EXPECT_EQ(type_of("2j"), "Complex");
  EXPECT_EQ(type_of("1 + 2j"), "Complex");
  EXPECT_EQ(type_of("p / i"), "Complex");
  EXPECT_EQ(type_of("-p * q"), "Complex");
  EXPECT_EQ(type_of("p - True"), "Complex");
  EXPECT_EQ(type_of("abs(p)"), "Float");
  EXPECT_EQ(type_of("not p"), "Bool");
  EXPECT_EQ(type_of("bool(p)"), "Bool");
}

TEST(ComplexTypes, loads_give_numpys_scalars_and_meet_as_they_do) {
  EXPECT_EQ(type_of("u[i]"), "NumpyComplex128");
  EXPECT_EQ(type_of("u[i]", DataType::Complex64), "NumpyComplex64");
  EXPECT_EQ(type_of("u[i] * 0.5", DataType::Complex64), "NumpyComplex64");
  EXPECT_EQ(type_of("2j * u[i]", DataType::Complex64), "NumpyComplex64");
  EXPECT_EQ(type_of("u[i] + v[i]", DataType::Complex64), "NumpyComplex128");
  EXPECT_EQ(type_of("u[i] + 2j", DataType::Float32), "NumpyComplex64");
  EXPECT_EQ(type_of("u[i] + 2j", DataType::Int8), "NumpyComplex128");
  EXPECT_EQ(type_of("u[i] + 2j", DataType::Bool), "NumpyComplex128");
  EXPECT_EQ(type_of("abs(u[i])", DataType::Complex64), "NumpyFloat32");
  EXPECT_EQ(type_of("u[i].real", DataType::Complex64), "NumpyFloat32");
  EXPECT_EQ(type_of("(u[i] * u[i]).imag"), "NumpyFloat64");
  EXPECT_EQ(promote(ValueType::NumpyComplex64, ValueType::NumpyInt16), ValueType::NumpyComplex64);
  EXPECT_EQ(promote(ValueType::NumpyInt32, ValueType::NumpyComplex64), ValueType::NumpyComplex128);
  EXPECT_EQ(promote(ValueType::NumpyComplex64, ValueType::NumpyFloat32), ValueType::NumpyComplex64);
  EXPECT_EQ(promote(ValueType::NumpyComplex64, ValueType::NumpyComplex128),
            ValueType::NumpyComplex128);
}

TEST(ComplexTypes, a_float64_is_a_float_to_a_python_complex_on_its_left) {
  EXPECT_EQ(type_of("p * v[i]"), "Complex");
  EXPECT_EQ(type_of("v[i] * p"), "NumpyComplex128");
  EXPECT_EQ(type_of("p == v[i]"), "Bool");
  EXPECT_EQ(type_of("v[i] == p"), "NumpyBool");
  ValueTypes both = only(ValueType::Complex);
  both.insert(ValueType::NumpyComplex128);
  EXPECT_EQ(comparison_type(both, only(ValueType::NumpyFloat64)), std::nullopt);
  EXPECT_EQ(comparison_type(both, only(ValueType::NumpyComplex128)), ValueType::Complex);
}

TEST(ComplexTypes, a_product_that_numpy_computes_as_that_of_arrays_is_known_as_such) {
  using enum ValueType;
  const auto is_of_arrays = [](ValueType left, ValueType right) {
    return arithmetic(BinaryOperator::Multiply, left, right).is_product_of_arrays;
  };
  EXPECT_TRUE(is_of_arrays(NumpyFloat64, Complex));
  EXPECT_TRUE(is_of_arrays(Complex, NumpyFloat32));
  EXPECT_TRUE(is_of_arrays(NumpyComplex64, NumpyFloat64));
  EXPECT_TRUE(is_of_arrays(NumpyBool, NumpyComplex128));
  EXPECT_FALSE(is_of_arrays(NumpyComplex128, NumpyFloat64));
  EXPECT_FALSE(is_of_arrays(NumpyComplex64, NumpyComplex128));
  EXPECT_FALSE(is_of_arrays(NumpyComplex64, Complex));
  EXPECT_FALSE(is_of_arrays(Complex, NumpyFloat64));
  EXPECT_FALSE(arithmetic(BinaryOperator::Add, NumpyFloat64, Complex).is_product_of_arrays);
}

TEST(ComplexTypes, a_running_value_may_start_as_another_number) {
  EXPECT_EQ(nest_of("for i in range(n):\n    p += u[i]\n").types_of("p"),
            "Complex|NumpyComplex128");
  EXPECT_EQ(nest_of("for i in range(n):\n    p = p * p + u[i]\n").types_of("p"),
            "Complex|NumpyComplex128");
  EXPECT_EQ(nest_of("for i in range(n):\n    x = 0\n    for j in range(n):\n        x += u[j]\n")
                .types_of("x"),
            "Int|NumpyComplex128");
  EXPECT_EQ(nest_of("for i in range(n):\n    x = abs(p)\n    p = p * p + u[i]\n").types_of("x"),
            "Float|NumpyFloat64");
  EXPECT_EQ(nest_of("for i in range(n):\n    x = p.imag\n    p = p * p + u[i]\n").types_of("x"),
            "Float|NumpyFloat64");
}

TEST(ComplexTypes, quotients_of_python_and_numpy_are_not_taken_for_one_another) {
  EXPECT_THAT(nest_of("for i in range(n):\n    p = p / p + u[i]\n").answer(),
              HasSubstr("of several kinds"));
  EXPECT_EQ(nest_of("for i in range(n):\n    p = p / u[i]\n").answer(), "taken");
}

TEST(ComplexTypes, what_has_no_meaning_or_other_bits_is_refused) {
  for (const std::string value : {"p < q", "u[i] >= p", "p // q", "p % 2", "p ** p", "p & 1", "~p",
                                  "min(p, q)", "int(p)", "float(u[i])", "v[p]", "1e999j",
                                  "abs(p if i else q)", "v[i].real", "(1.5).imag", "u[i].size"}) {
    EXPECT_NE(nest_of("for i in range(n):\n    x = " + value + "\n").answer(), "taken") << value;
  }
}

TEST(ComplexTypes, a_complex_number_is_stored_to_complex_elements_only) {
  EXPECT_THAT(nest_of("for i in range(n):\n    v[i] = p\n").answer(),
              HasSubstr("a complex number in an array of others"));
  EXPECT_THAT(nest_of("for i in range(n):\n    v[i] += u[i]\n").answer(),
              HasSubstr("a complex number in an array of others"));
  EXPECT_EQ(nest_of("for i in range(n):\n    u[i] = p\n", DataType::Complex64).answer(), "taken");
  EXPECT_EQ(nest_of("for i in range(n):\n    u[i] = v[i] + i\n").answer(), "taken");
}

}  // namespace
}  // namespace autopar::typing
