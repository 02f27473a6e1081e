#include "frontend/callees.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

constexpr auto kCompiled =
    std::to_array<std::string_view>({"abs", "bool", "divmod", "float", "int", "len", "max", "min",
                                     "pow", "range", "round", "sum", "xrange"});

constexpr auto kCompiledNumpy = std::to_array<std::string_view>(
    {"bool_",   "float32", "float64", "int16",    "int32",    "int64",   "int8",     "uint16",
     "uint32",  "uint64",  "uint8",   "abs",      "absolute", "arccos",  "arccosh",  "arcsin",
     "arcsinh", "arctan",  "arctan2", "arctanh",  "cbrt",     "ceil",    "copysign", "cos",
     "cosh",    "deg2rad", "degrees", "exp",      "exp2",     "expm1",   "fabs",     "floor",
     "fmax",    "fmin",    "hypot",   "isfinite", "isinf",    "isnan",   "log",      "log10",
     "log1p",   "log2",    "maximum", "minimum",  "power",    "rad2deg", "radians",  "rint",
     "sign",    "sin",     "sinh",    "sqrt",     "square",   "tan",     "tanh",     "trunc"});

constexpr auto kPlanned = std::to_array<std::string_view>(
    {"enumerate", "numpy.empty", "numpy.ones", "numpy.zeros", "reversed", "zip"});

constexpr auto kReadsArguments = std::to_array<std::string_view>(
    {"all", "any", "chr", "format", "hash", "id", "isinstance", "list", "ord", "print", "repr",
     "set", "sorted", "str", "tuple", "type"});

// NumPy's functions that write into an argument.
constexpr auto kWritesNumpy = std::to_array<std::string_view>(
    {"copyto", "fill_diagonal", "place", "put", "put_along_axis", "putmask"});

constexpr auto kDynamic = std::to_array<std::string_view>(
    {"__import__", "compile", "dir", "eval", "exec", "execfile", "globals", "locals", "vars"});

constexpr auto kMagic = std::to_array<std::string_view>(
    {".getoutput", ".run_cell_magic", ".run_line_magic", ".system"});

bool is_in(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

CalleeClass classify_numpy(std::string_view name) {
  if (is_in(name, kCompiledNumpy)) {
    return CalleeClass::Compiled;
  }
  const bool writes = is_in(name, kWritesNumpy) || name.ends_with(".at") ||
                      name.starts_with("random.") || name.starts_with("lib.") ||
                      name.starts_with("ctypeslib.");
  return writes ? CalleeClass::Unknown : CalleeClass::ReadsArguments;
}

}  // namespace

bool acts_on_the_world(std::string_view resolved) {
  return !resolved.ends_with(".shuffle") &&
         std::ranges::any_of(kActingCallees, [&](std::string_view name) {
           return name.ends_with('.') ? resolved.starts_with(name) : resolved == name;
         });
}

CalleeClass classify_callee(std::string_view resolved) {
  constexpr std::string_view kNumpy = "numpy.";
  if (is_in(resolved, kCompiled) || resolved.starts_with("math.") ||
      resolved.starts_with("cmath.")) {
    return CalleeClass::Compiled;
  }
  if (resolved.starts_with(loop_ir::kActingHelperPrefix)) {
    return CalleeClass::ReadsArguments;
  }
  if (is_in(resolved, kPlanned) || resolved.starts_with(loop_ir::kHelperPrefix)) {
    return CalleeClass::Planned;
  }
  if (is_in(resolved, kReadsArguments)) {
    return CalleeClass::ReadsArguments;
  }
  if (is_in(resolved, kDynamic)) {
    return CalleeClass::Dynamic;
  }
  if (is_in(resolved, kMagic)) {
    return CalleeClass::Magic;
  }
  return resolved.starts_with(kNumpy) ? classify_numpy(resolved.substr(kNumpy.size()))
                                      : CalleeClass::Unknown;
}

}  // namespace autopar::frontend
