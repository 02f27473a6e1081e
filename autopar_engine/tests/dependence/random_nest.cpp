#include "tests/dependence/random_nest.hpp"

#include <algorithm>

namespace autopar::dependence {

using loop_ir::AffineForm;
using loop_ir::LoopId;

namespace {

// The largest extent of one loop so that a nest of that depth stays small.
constexpr std::int64_t kLargestExtents[] = {0, 8, 8, 7, 4};

std::string print(const AffineForm& form) {
  std::string text = std::to_string(form.constant());
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    text += " + " + std::to_string(coefficient) + "*i" + std::to_string(loop_id.index());
  }
  return form.symbol_terms().empty() ? text : text + " + n";
}

}  // namespace

RandomNest::RandomNest(std::mt19937_64& random) : random_(random) {
  symbol_value = between(0, 6);
  const auto depth = static_cast<std::size_t>(between(1, 4));
  const std::int64_t largest = kLargestExtents[depth];
  std::vector<LoopId> loop_ids;
  for (std::size_t level = 0; level < depth; ++level) {
    loop_ids.push_back(add_random_loop(level == 0 ? LoopId() : loop_ids.back(), largest));
  }
  LoopId other = loop_ids.back();
  if (one_in(4)) {
    const auto parent = static_cast<std::size_t>(between(0, static_cast<std::int64_t>(depth) - 1));
    other = add_random_loop(loop_ids[parent], largest);
  }
  rank = one_in(10) ? 3 : static_cast<std::size_t>(between(1, 2));
  source =
      add_access(loop_ir::AccessMode::Write, loop_ids.back(), random_subscripts(loop_ids.back()));
  sink = one_in(5) && other == loop_ids.back()
             ? source
             : add_access(loop_ir::AccessMode::Read, other, random_subscripts(other));
}

std::int64_t RandomNest::between(std::int64_t lower, std::int64_t upper) {
  return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
}

LoopId RandomNest::add_random_loop(LoopId parent_id, std::int64_t most) {
  static constexpr std::int64_t kSteps[] = {1, 1, 1, 1, 2, 3, -1, -2};
  const std::int64_t step = kSteps[between(0, 7)];
  AffineForm start = form(between(-1, 2));
  AffineForm stop = start.plus(form(between(0, most) * std::abs(step))).value();
  if (parent_id.is_valid() && one_in(4)) {
    start = start.plus(form(0, {{parent_id, between(-1, 1)}})).value();
  }
  if (parent_id.is_valid() && one_in(4)) {
    stop = stop.plus(form(0, {{parent_id, between(-1, 1)}})).value();
  }
  if (one_in(4)) {
    stop = symbol().plus(form(between(-1, 2))).value();
  }
  return step > 0 ? add_loop(parent_id, start, stop, step)
                  : add_loop(parent_id, stop, start.plus(form(-1)).value(), step);
}

std::int64_t RandomNest::random_coefficient() {
  static constexpr std::int64_t kRows[] = {8, 10, 16, 100};
  if (one_in(12)) {
    return kRows[between(0, 3)];
  }
  return one_in(4) ? between(-7, 7) : between(-1, 1);
}

std::vector<AffineForm> RandomNest::random_subscripts(LoopId innermost) {
  std::vector<AffineForm> subscripts;
  for (std::size_t dimension = 0; dimension < rank; ++dimension) {
    AffineForm subscript = form(between(-3, 5));
    for (LoopId loop_id = innermost; loop_id.is_valid(); loop_id = nest.loops[loop_id].parent_id) {
      subscript = subscript.plus(form(0, {{loop_id, random_coefficient()}})).value();
    }
    subscripts.push_back(one_in(6) ? subscript.plus(symbol()).value() : subscript);
  }
  return subscripts;
}

std::string RandomNest::text() const {
  std::string text = "n = " + std::to_string(symbol_value) + "\n";
  for (const LoopId loop_id : nest.loops.ids()) {
    const auto& loop = nest.loops[loop_id];
    text += "for i" + std::to_string(loop_id.index()) + " in range(" + print(*loop.domain.start) +
            ", " + print(*loop.domain.stop) + ", " + std::to_string(*loop.domain.step) + ")";
    text +=
        loop.parent_id.is_valid() ? " in i" + std::to_string(loop.parent_id.index()) + "\n" : "\n";
  }
  for (const loop_ir::AccessId access_id : {source, sink}) {
    text += "a[";
    for (const auto& dimension : nest.accesses[access_id].dimensions) {
      text += print(*dimension.affine) + "; ";
    }
    text += "] in i" + std::to_string(nest.accesses[access_id].loop_ids.back().index()) + "\n";
  }
  return text;
}

}  // namespace autopar::dependence
