#include "dependence/iterable_takers.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Argument;
using loop_ir::Call;

// Functions that go through an argument of any iterable type. What ends in "." stands for a module.
constexpr auto kTakers = std::to_array<std::string_view>({"all",
                                                          "any",
                                                          "bytes",
                                                          "bytearray",
                                                          "collections.",
                                                          "dict",
                                                          "enumerate",
                                                          "filter",
                                                          "frozenset",
                                                          "functools.reduce",
                                                          "itertools.",
                                                          "list",
                                                          "map",
                                                          "math.dist",
                                                          "math.fsum",
                                                          "math.prod",
                                                          "math.sumprod",
                                                          "max",
                                                          "min",
                                                          "next",
                                                          "numpy.fromiter",
                                                          "numpy.sum",
                                                          "set",
                                                          "sorted",
                                                          "statistics.",
                                                          "sum",
                                                          "tqdm",
                                                          "tqdm.",
                                                          "tuple",
                                                          "zip",
                                                          ".difference",
                                                          ".extend",
                                                          ".extendleft",
                                                          ".fromkeys",
                                                          ".intersection",
                                                          ".isdisjoint",
                                                          ".issubset",
                                                          ".issuperset",
                                                          ".join",
                                                          ".symmetric_difference",
                                                          ".union",
                                                          ".update",
                                                          ".writelines"});

// Each element of the argument is gone through as well.
constexpr auto kDeepTakers =
    std::to_array<std::string_view>({"collections.OrderedDict", "collections.defaultdict", "dict",
                                     "itertools.chain.from_iterable", ".update"});

constexpr auto kElementGivers = std::to_array<std::string_view>(
    {"max", "min", "next", ".__getitem__", ".get", ".pop", ".setdefault"});

constexpr auto kContainerGivers = std::to_array<std::string_view>({"copy.copy",
                                                                   "enumerate",
                                                                   "filter",
                                                                   "iter",
                                                                   "itertools.chain",
                                                                   "itertools.cycle",
                                                                   "itertools.islice",
                                                                   "itertools.product",
                                                                   "list",
                                                                   "reversed",
                                                                   "set",
                                                                   "sorted",
                                                                   "tqdm",
                                                                   "tqdm.",
                                                                   "tuple",
                                                                   "zip",
                                                                   ".copy",
                                                                   ".iteritems",
                                                                   ".itervalues",
                                                                   ".items",
                                                                   ".values"});

// Hand out numbers, strings, rows of arrays or tables.
constexpr auto kMakers = std::to_array<std::string_view>(
    {"csv.reader", "glob.",     "map",         "math.",       "numpy.", "open",       "os.",
     "pandas.",    "range",     "re.",         "str",         "xrange", ".astype",    ".flatten",
     ".groupby",   ".iterkeys", ".iterrows",   ".itertuples", ".keys",  ".readlines", ".reshape",
     ".rsplit",    ".split",    ".splitlines", ".tolist"});

bool is_one_of(std::string_view resolved, std::span<const std::string_view> names) {
  return std::ranges::any_of(names, [&](std::string_view name) {
    return name.ends_with('.') ? resolved.starts_with(name) : resolved == name;
  });
}

bool is_taker(std::string_view resolved) {
  return resolved.starts_with(loop_ir::kIteratingHelperPrefix) || is_one_of(resolved, kTakers);
}

}  // namespace

// max(a, b) compares its arguments, max(a) the values of one.
bool goes_through_arguments(const Call& call) {
  const bool is_extreme = call.resolved == "max" || call.resolved == "min";
  const bool has_values = call.arguments.size() > 1 && call.arguments[1].keyword.empty();
  return is_taker(call.resolved) && (!is_extreme || !has_values);
}

bool goes_through_elements(const Call& call, const Argument& argument) {
  return call.resolved.starts_with(loop_ir::kIteratingHelperPrefix) ||
         is_one_of(call.resolved, kDeepTakers) || (argument.stars == 1 && is_taker(call.resolved));
}

bool gives_element(const Call& call) { return is_one_of(call.resolved, kElementGivers); }

bool hands_out_elements(const Call& call) {
  return call.resolved.starts_with(loop_ir::kHelperPrefix) ||
         is_one_of(call.resolved, kContainerGivers);
}

bool looks_at_first_argument(const Call& call) {
  static constexpr auto kOfAll = std::to_array<std::string_view>(
      {"filter", "itertools.chain", "itertools.product", "max", "min", "zip"});
  return !call.resolved.starts_with(loop_ir::kHelperPrefix) && !is_one_of(call.resolved, kOfAll);
}

bool hands_out_no_iterators(const Call& call) { return is_one_of(call.resolved, kMakers); }

}  // namespace autopar::dependence
