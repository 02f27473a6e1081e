#include "typing/complex_functions.hpp"

#include <algorithm>
#include <array>

namespace autopar::typing {
namespace {

constexpr std::string_view kModule = "cmath.";

// Only functions that compiled code computes by the same calls of the C library as CPython
// (codegen/complex_functions.hpp; a test compares them).
constexpr auto kFunctions = std::to_array<ComplexFunction>({
    {"cos"},
    {"cosh"},
    {"exp"},
    {"isfinite", ValueType::Bool},
    {"isinf", ValueType::Bool},
    {"isnan", ValueType::Bool},
    {"log"},
    {"phase", ValueType::Float},
    {"rect", ValueType::Complex, 2, ValueType::Float},
    {"sin"},
    {"sinh"},
    {"sqrt"},
});

}  // namespace

bool ComplexFunction::takes(ValueType type) const {
  return type != ValueType::NumpyBool && (argument == ValueType::Complex || !is_complex(type));
}

std::optional<ComplexFunction> complex_function_of(const loop_ir::Call& call) {
  if (!call.resolved.starts_with(kModule)) {
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(
      kFunctions, std::string_view(call.resolved).substr(kModule.size()), &ComplexFunction::name);
  return found == kFunctions.end() ? std::nullopt : std::optional(*found);
}

}  // namespace autopar::typing
