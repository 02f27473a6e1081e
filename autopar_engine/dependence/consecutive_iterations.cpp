#include "dependence/consecutive_iterations.hpp"

#include <algorithm>
#include <iterator>

#include "dependence/access_queries.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_test.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

// How many iterations of the loop and of those around it are tried: `for j in range(i - 3)` has its
// first two where i is 5.
constexpr std::int64_t kMostTries = 12;

std::size_t position_in(const Access& access, LoopId loop_id) {
  return static_cast<std::size_t>(std::ranges::find(access.loop_ids, loop_id) -
                                  access.loop_ids.begin());
}

// The loop in this iteration, those around it in that one, those inside it in their first.
IterationVector instance_of(const Access& access, LoopId loop_id, std::int64_t around,
                            std::int64_t iteration) {
  const std::size_t position = position_in(access, loop_id);
  IterationVector iterations(access.loop_ids.size(), 0);
  std::fill_n(iterations.begin(), position, around);
  iterations[position] = iteration;
  return iterations;
}

}  // namespace

std::optional<Counterexample> explain_consecutive(const Context& context, LoopId loop_id,
                                                  AccessId source_id, AccessId sink_id) {
  if (!context.has_words) {
    return std::nullopt;
  }
  const Access& source = context.nest.accesses[source_id];
  const Access& sink = context.nest.accesses[sink_id];
  for (std::int64_t around = 0; around < kMostTries; ++around) {
    for (std::int64_t first = 0; first < kMostTries; ++first) {
      Dependence dependence;
      dependence.source_id = source_id;
      dependence.sink_id = sink_id;
      dependence.carried_by = loop_id;
      dependence.witness = Witness{instance_of(source, loop_id, around, first),
                                   instance_of(sink, loop_id, around, first + 1)};
      if (!is_in_domain(context, source.loop_ids, dependence.witness->source) ||
          !is_in_domain(context, sink.loop_ids, dependence.witness->sink) ||
          !touch_one_cell(context, dependence)) {
        continue;
      }
      return explain_witness(context, dependence);
    }
  }
  return std::nullopt;
}

std::optional<Counterexample> explain_carried(const Context& context, LoopId loop_id,
                                              const std::set<AccessId>& access_ids) {
  if (!context.has_words) {
    return std::nullopt;
  }
  const LoopNest& nest = context.nest;
  std::vector<AccessId> writes;
  std::vector<AccessId> reads;
  for (const AccessId access_id : access_ids) {
    const Access& access = nest.accesses[access_id];
    const bool is_write = access.mode == AccessMode::Write;
    if (!is_inside(access, loop_id)) {
      continue;
    }
    if (is_write) {
      writes.push_back(access_id);
    } else if (!is_preceded(nest, writes, access, loop_id)) {
      reads.push_back(access_id);
    }
  }
  std::optional<Counterexample> possible;
  for (const AccessId write_id : writes) {
    for (const AccessId read_id : reads) {
      auto example = explain_consecutive(context, loop_id, write_id, read_id);
      if (example && !example->is_conditional) {
        return example;
      }
      possible = possible ? possible : std::move(example);
    }
  }
  return possible;
}

std::optional<Counterexample> explain_carried_name(const Context& context, LoopId loop_id,
                                                   const std::vector<NameId>& name_ids) {
  if (!context.has_words) {
    return std::nullopt;
  }
  const auto in_loop = accesses_in(context.nest, loop_id);
  for (const NameId name_id : name_ids) {
    std::set<AccessId> access_ids;
    std::ranges::copy_if(
        in_loop, std::inserter(access_ids, access_ids.end()),
        [&](AccessId access_id) { return context.nest.accesses[access_id].base_id == name_id; });
    if (auto example = explain_carried(context, loop_id, access_ids)) {
      return example;
    }
  }
  return std::nullopt;
}

}  // namespace autopar::dependence
