#include "frontend/sequences.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/overloaded.hpp"
#include "frontend/chains.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Call;
using loop_ir::DomainWrapper;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

constexpr auto kWrappers = std::to_array<std::pair<std::string_view, DomainWrapper>>({
    {"enumerate", DomainWrapper::Enumerate},
    {"zip", DomainWrapper::Zip},
    {"itertools.izip", DomainWrapper::Zip},
    {"reversed", DomainWrapper::Reversed},
    {"sorted", DomainWrapper::Sorted},
    {"list", DomainWrapper::List},
    {"tuple", DomainWrapper::Tuple},
    {"set", DomainWrapper::Set},
    {"iter", DomainWrapper::Iter},
});

// Progress bars, by the last part of the name: tqdm.tqdm, tqdm_notebook, fastprogress.progress_bar.
constexpr auto kProgressBars = std::to_array<std::string_view>(
    {"tqdm", "tqdm_notebook", "log_progress", "progress_bar", "track"});

// Functions and methods whose result shares no element with what they are given. Dicts may be
// stored to while their keys are iterated over: the keys stay.
constexpr auto kMakers = std::to_array<std::string_view>({
    ".argsort",
    ".copy",
    ".cumsum",
    ".find_all",
    ".findall",
    ".finditer",
    ".flatten",
    ".iterkeys",
    ".keys",
    ".lower",
    ".most_common",
    ".nonzero",
    ".readlines",
    ".replace",
    ".rsplit",
    ".split",
    ".splitlines",
    ".strip",
    ".tolist",
    ".upper",
    "dict",
    "frozenset",
    "glob.glob",
    "itertools.combinations",
    "itertools.combinations_with_replacement",
    "itertools.permutations",
    "itertools.product",
    "list",
    "numpy.arange",
    "numpy.argsort",
    "numpy.argwhere",
    "numpy.array",
    "numpy.concatenate",
    "numpy.cumsum",
    "numpy.empty",
    "numpy.flatnonzero",
    "numpy.full",
    "numpy.hstack",
    "numpy.linspace",
    "numpy.logspace",
    "numpy.nonzero",
    "numpy.ones",
    "numpy.sort",
    "numpy.unique",
    "numpy.vstack",
    "numpy.zeros",
    "open",
    "os.listdir",
    "range",
    "set",
    "sorted",
    "str",
    "tuple",
    "xrange",
});

static_assert(std::ranges::is_sorted(kMakers));

// numpy.array(a, copy=False) is a.
bool is_maker(const Call& call) {
  const bool may_share = std::ranges::any_of(
      call.arguments, [](const loop_ir::Argument& argument) { return argument.keyword == "copy"; });
  return !may_share && (std::ranges::binary_search(kMakers, std::string_view(call.resolved)) ||
                        call.resolved.starts_with("numpy.random."));
}

std::optional<DomainWrapper> wrapper_of(const Call& call) {
  if (call.arguments.empty() || call.arguments.front().stars != 0) {
    return std::nullopt;
  }
  for (const auto& [name, wrapper] : kWrappers) {
    if (call.resolved == name) {
      return wrapper;
    }
  }
  const std::string_view resolved = call.resolved;
  const std::string_view last = resolved.substr(resolved.rfind('.') + 1);
  for (const std::string_view name : kProgressBars) {
    if (last == name) {
      return DomainWrapper::Tqdm;
    }
  }
  return std::nullopt;
}

bool keeps_positions(DomainWrapper wrapper) {
  return wrapper == DomainWrapper::Enumerate || wrapper == DomainWrapper::Zip ||
         wrapper == DomainWrapper::Iter || wrapper == DomainWrapper::Tqdm;
}

bool is_range(const LoopNest& nest, ExpressionId expression_id) {
  const auto* call = find_node<Call>(nest, expression_id);
  return call != nullptr && call->resolved == "range";
}

void collect_sequences(const LoopNest& nest, ExpressionId expression_id,
                       std::vector<ExpressionId>& sequences) {
  const auto* call = find_node<Call>(nest, expression_id);
  const auto wrapper = call != nullptr ? wrapper_of(*call) : std::nullopt;
  if (wrapper == DomainWrapper::Reversed && is_range(nest, call->arguments.front().value_id)) {
    sequences.push_back(call->arguments.front().value_id);
    return;
  }
  if (!wrapper || !keeps_positions(*wrapper)) {
    sequences.push_back(expression_id);
    return;
  }
  for (const loop_ir::Argument& argument : call->arguments) {
    collect_sequences(nest, argument.value_id, sequences);
    if (*wrapper != DomainWrapper::Zip) {
      return;
    }
  }
}

}  // namespace

Unwrapped unwrap(const LoopNest& nest, ExpressionId iterable_id) {
  Unwrapped result{{}, iterable_id, std::nullopt};
  while (const auto* call = find_node<Call>(nest, result.inner_id)) {
    const auto wrapper = wrapper_of(*call);
    if (!wrapper) {
      break;
    }
    result.wrappers.insert(*wrapper);
    result.outermost = result.outermost ? result.outermost : wrapper;
    result.inner_id = call->arguments.front().value_id;
  }
  return result;
}

std::vector<ExpressionId> sequences_of(const LoopNest& nest, const loop_ir::Loop& loop) {
  std::vector<ExpressionId> sequences;
  if (loop.iterable_id.is_valid()) {
    collect_sequences(nest, loop.iterable_id, sequences);
  }
  return sequences;
}

std::optional<loop_ir::AffineForm> position_of(const LoopNest& nest, loop_ir::LoopId loop_id) {
  using loop_ir::AffineForm;
  const ExpressionId iterable_id = nest.loops[loop_id].iterable_id;
  const auto* call = find_node<Call>(nest, iterable_id);
  if (call == nullptr || wrapper_of(*call) != DomainWrapper::Enumerate ||
      call->arguments.size() < 2) {
    return AffineForm::of_loop(loop_id);
  }
  const auto* start = find_node<loop_ir::IntegerLiteral>(nest, call->arguments[1].value_id);
  constexpr std::int64_t kMost = std::int64_t{1} << 31;
  const bool is_small = start != nullptr && start->value < kMost;
  return is_small ? AffineForm::of_loop(loop_id).plus(AffineForm::of_constant(-start->value))
                  : std::nullopt;
}

bool is_made_before_the_loop(const LoopNest& nest, ExpressionId sequence_id) {
  return std::visit(Overloaded{
                        [](const Call& call) { return is_maker(call); },
                        [&](const loop_ir::Comprehension& comprehension) {
                          return nest.loops[comprehension.loop_id].kind !=
                                 loop_ir::LoopKind::Genexp;
                        },
                        [](const loop_ir::Binary&) { return true; },
                        [](const loop_ir::Display&) { return true; },
                        [](const loop_ir::StringLiteral&) { return true; },
                        [](const auto&) { return false; },
                    },
                    nest.expressions[sequence_id].node);
}

}  // namespace autopar::frontend
