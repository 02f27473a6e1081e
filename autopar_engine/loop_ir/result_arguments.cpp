#include "loop_ir/result_arguments.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace autopar::loop_ir {
namespace {

using Row = std::pair<std::string_view, std::size_t>;

// How many positional arguments stand before the array for the result. Methods begin with a dot.
constexpr auto kPlaces = std::to_array<Row>({
    {".all", 1},
    {".any", 1},
    {".argmax", 1},
    {".argmin", 1},
    {".clip", 2},
    {".compress", 2},
    {".cumprod", 2},
    {".cumsum", 2},
    {".dot", 1},
    {".max", 1},
    {".mean", 2},
    {".min", 1},
    {".prod", 2},
    {".ptp", 1},
    {".round", 1},
    {".std", 2},
    {".sum", 2},
    {".take", 2},
    {".var", 2},
    {"numpy.all", 2},
    {"numpy.amax", 2},
    {"numpy.amin", 2},
    {"numpy.any", 2},
    {"numpy.argmax", 2},
    {"numpy.argmin", 2},
    {"numpy.around", 2},
    {"numpy.choose", 2},
    {"numpy.clip", 3},
    {"numpy.compress", 3},
    {"numpy.concatenate", 2},
    {"numpy.cumprod", 3},
    {"numpy.cumsum", 3},
    {"numpy.dot", 2},
    {"numpy.fix", 1},
    {"numpy.max", 2},
    {"numpy.mean", 3},
    {"numpy.median", 2},
    {"numpy.min", 2},
    {"numpy.nanmax", 2},
    {"numpy.nanmean", 3},
    {"numpy.nanmedian", 2},
    {"numpy.nanmin", 2},
    {"numpy.nanprod", 3},
    {"numpy.nanstd", 3},
    {"numpy.nansum", 3},
    {"numpy.nanvar", 3},
    {"numpy.outer", 2},
    {"numpy.percentile", 3},
    {"numpy.prod", 3},
    {"numpy.ptp", 2},
    {"numpy.quantile", 3},
    {"numpy.round", 2},
    {"numpy.stack", 2},
    {"numpy.std", 3},
    {"numpy.sum", 3},
    {"numpy.take", 3},
    {"numpy.trace", 5},
    {"numpy.var", 3},
});

constexpr auto kOfOneArgument = std::to_array<std::string_view>(
    {"abs",      "absolute", "arccos",   "arccosh",    "arcsin",      "arcsinh",  "arctan",
     "arctanh",  "cbrt",     "ceil",     "conj",       "conjugate",   "cos",      "cosh",
     "deg2rad",  "degrees",  "exp",      "exp2",       "expm1",       "fabs",     "floor",
     "frexp",    "invert",   "isfinite", "isinf",      "isnan",       "isneginf", "isposinf",
     "log",      "log10",    "log1p",    "log2",       "logical_not", "modf",     "negative",
     "positive", "rad2deg",  "radians",  "reciprocal", "rint",        "sign",     "signbit",
     "sin",      "sinh",     "spacing",  "sqrt",       "square",      "tan",      "tanh",
     "trunc"});

constexpr auto kOfTwoArguments = std::to_array<std::string_view>(
    {"add",       "arctan2",    "bitwise_and", "bitwise_or",  "bitwise_xor",   "copysign",
     "divide",    "divmod",     "equal",       "float_power", "floor_divide",  "fmax",
     "fmin",      "fmod",       "gcd",         "greater",     "greater_equal", "heaviside",
     "hypot",     "lcm",        "ldexp",       "left_shift",  "less",          "less_equal",
     "logaddexp", "logaddexp2", "logical_and", "logical_or",  "logical_xor",   "matmul",
     "maximum",   "minimum",    "mod",         "multiply",    "nextafter",     "not_equal",
     "power",     "remainder",  "right_shift", "subtract",    "true_divide"});

// Those of scipy.special that take more than one value, as SciPy 1.17 and its ufuncs' nin have
// them: any other one has its place for the result behind the first.
constexpr auto kPlacesOfSpecial = std::to_array<Row>({
    {"bdtr", 3},
    {"bdtrc", 3},
    {"beta", 2},
    {"betainc", 3},
    {"betaincc", 3},
    {"betaincinv", 3},
    {"betaln", 2},
    {"binom", 2},
    {"boxcox", 2},
    {"boxcox1p", 2},
    {"chdtr", 2},
    {"chdtrc", 2},
    {"chdtri", 2},
    {"comb", 2},
    {"ellipeinc", 2},
    {"ellipj", 2},
    {"ellipkinc", 2},
    {"elliprd", 3},
    {"elliprf", 3},
    {"elliprg", 3},
    {"elliprj", 4},
    {"eval_chebyt", 2},
    {"eval_chebyu", 2},
    {"eval_gegenbauer", 3},
    {"eval_genlaguerre", 3},
    {"eval_hermite", 2},
    {"eval_jacobi", 4},
    {"eval_laguerre", 2},
    {"eval_legendre", 2},
    {"expn", 2},
    {"factorial", 3},
    {"fdtr", 3},
    {"fdtrc", 3},
    {"fdtri", 3},
    {"gammainc", 2},
    {"gammaincc", 2},
    {"gammainccinv", 2},
    {"gammaincinv", 2},
    {"gdtr", 3},
    {"gdtrc", 3},
    {"hankel1", 2},
    {"hankel2", 2},
    {"huber", 2},
    {"hyp0f1", 2},
    {"hyp1f1", 3},
    {"hyp2f1", 4},
    {"hyperu", 3},
    {"inv_boxcox", 2},
    {"inv_boxcox1p", 2},
    {"iv", 2},
    {"ive", 2},
    {"jn", 2},
    {"jv", 2},
    {"jve", 2},
    {"jvp", 3},
    {"kl_div", 2},
    {"kn", 2},
    {"kv", 2},
    {"kve", 2},
    {"lambertw", 3},
    {"log_softmax", 2},
    {"logsumexp", 5},
    {"lpmv", 3},
    {"multigammaln", 2},
    {"nbdtr", 3},
    {"owens_t", 2},
    {"pdtr", 2},
    {"pdtrc", 2},
    {"perm", 3},
    {"poch", 2},
    {"polygamma", 2},
    {"pseudo_huber", 2},
    {"rel_entr", 2},
    {"softmax", 2},
    {"spherical_in", 3},
    {"spherical_jn", 3},
    {"spherical_kn", 3},
    {"spherical_yn", 3},
    {"stdtr", 2},
    {"stdtrit", 2},
    {"struve", 2},
    {"voigt_profile", 3},
    {"xlog1py", 2},
    {"xlogy", 2},
    {"yn", 2},
    {"yv", 2},
    {"yve", 2},
    {"yvp", 3},
    {"zeta", 2},
});

std::size_t place_in_special(std::string_view function) {
  const auto* row = std::ranges::find(kPlacesOfSpecial, function, &Row::first);
  return row != kPlacesOfSpecial.end() ? row->second : 1;
}

std::optional<std::size_t> place_of_result(std::string_view resolved) {
  constexpr std::string_view kSpecial = "scipy.special.";
  constexpr std::string_view kNumpy = "numpy.";
  if (resolved.starts_with(kSpecial)) {
    return place_in_special(resolved.substr(kSpecial.size()));
  }
  const bool is_of_numpy = resolved.starts_with(kNumpy);
  if (!is_of_numpy && !resolved.starts_with('.')) {
    return std::nullopt;
  }
  const auto* row = std::ranges::find(kPlaces, resolved, &Row::first);
  if (row != kPlaces.end()) {
    return row->second;
  }
  if (!is_of_numpy) {
    return std::nullopt;
  }
  resolved.remove_prefix(kNumpy.size());
  if (std::ranges::find(kOfOneArgument, resolved) != kOfOneArgument.end()) {
    return 1;
  }
  const bool has_two = std::ranges::find(kOfTwoArguments, resolved) != kOfTwoArguments.end();
  return has_two ? std::optional<std::size_t>(2) : std::nullopt;
}

}  // namespace

bool takes_result_array(const Call& call) {
  const auto place = place_of_result(call.resolved);
  std::size_t position = 0;
  return std::ranges::any_of(call.arguments, [&](const Argument& argument) {
    if (argument.keyword == "out" || argument.stars == 2) {
      return true;
    }
    const bool is_plain = argument.keyword.empty();
    return is_plain && place && (argument.stars == 1 || position++ >= *place);
  });
}

bool takes_result_array(std::string_view resolved, std::size_t plain_arguments) {
  const auto place = place_of_result(resolved);
  return place && plain_arguments > *place;
}

}  // namespace autopar::loop_ir
