#include "dependence/access_queries.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/is_prefix.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::Block;
using loop_ir::LoopId;
using loop_ir::LoopNest;

using Path = ConditionPath;

// The body of a while loop stands under the loop's own test; that is no condition of an iteration.
bool is_loop_test(const LoopNest& nest, const Access& access, loop_ir::ExpressionId test_id) {
  return std::ranges::any_of(
      access.loop_ids, [&](LoopId loop_id) { return nest.loops[loop_id].test_id == test_id; });
}

// Both outcomes of a test together are no test.
void merge_all(std::vector<Path>& paths) {
  for (std::size_t left = 0; left < paths.size(); ++left) {
    for (std::size_t right = 0; right < paths.size(); ++right) {
      const auto both = merge_paths(paths[left], paths[right]);
      if (both && std::ranges::find(paths, *both) == paths.end()) {
        paths.push_back(*both);
      }
    }
  }
}

// Loops of the write that are not around the other place run at least once, unconditionally.
bool inner_loops_run(const LoopNest& nest, const Access& write, std::size_t common) {
  return std::all_of(write.loop_ids.begin() + static_cast<std::ptrdiff_t>(common),
                     write.loop_ids.end(), [&](LoopId loop_id) {
                       const auto trips = nest.loops[loop_id].domain.trip_count;
                       return trips && *trips >= 1;
                     });
}

std::size_t common_loops(const Access& left, const Access& right) {
  const auto [end, other] = std::ranges::mismatch(left.loop_ids, right.loop_ids);
  return static_cast<std::size_t>(end - left.loop_ids.begin());
}

std::size_t position_of(const Access& access, LoopId loop_id) {
  const auto found = std::ranges::find(access.loop_ids, loop_id);
  return static_cast<std::size_t>(found - access.loop_ids.begin());
}

// A handler may go on after the write was cut off.
bool has_handler(const LoopNest& nest) {
  return std::ranges::any_of(nest.statements, [](const loop_ir::Statement& statement) {
    const auto* opaque = std::get_if<loop_ir::OpaqueStatement>(&statement.node);
    return opaque != nullptr && opaque->kind != loop_ir::OpaqueStatementKind::Return &&
           opaque->kind != loop_ir::OpaqueStatementKind::Raise && !opaque->blocks.empty();
  });
}

// Where the access happens, one of those writes happens as well for which counts(write) holds.
template <class Counts>
bool are_implied(const LoopNest& nest, const std::vector<AccessId>& writes, const Access& access,
                 Counts counts) {
  const Path target = conditions_of(nest, access);
  std::vector<Path> others;
  for (const AccessId write_id : writes) {
    const Access& write = nest.accesses[write_id];
    if (!counts(write_id, write)) {
      continue;
    }
    Path path = conditions_of(nest, write);
    if (is_prefix(path, target)) {
      return true;
    }
    others.push_back(std::move(path));
  }
  if (others.size() < 2) {
    return false;
  }
  merge_all(others);
  return std::ranges::any_of(others, [&](const Path& path) { return is_prefix(path, target); });
}

bool is_certain(const LoopNest& nest, const Access& write, std::size_t common) {
  const bool leaves_no_inner_loop = common == write.loop_ids.size();
  return inner_loops_run(nest, write, common) &&
         (!write.is_skippable || (leaves_no_inner_loop && !has_handler(nest)));
}

}  // namespace

ConditionPath conditions_of(const LoopNest& nest, const Access& access) {
  ConditionPath path;
  for (const loop_ir::PathCondition& condition : access.conditions) {
    if (!is_loop_test(nest, access, condition.test_id)) {
      path.push_back({condition.test_id, condition.holds});
    }
  }
  return path;
}

std::optional<ConditionPath> merge_paths(const ConditionPath& left, const ConditionPath& right) {
  if (left.empty() || left.size() != right.size() || left.back().first != right.back().first ||
      left.back().second == right.back().second ||
      !std::equal(left.begin(), left.end() - 1, right.begin())) {
    return std::nullopt;
  }
  return Path(left.begin(), left.end() - 1);
}

LoopAccesses accesses_in(const LoopNest& nest, LoopId loop_id) {
  LoopAccesses inside;
  for (const AccessId access_id : nest.accesses.ids()) {
    if (is_inside(nest.accesses[access_id], loop_id)) {
      inside.push_back(access_id);
    }
  }
  return inside;
}

std::size_t condition_count(const LoopNest& nest, const Access& access) {
  return static_cast<std::size_t>(
      std::ranges::count_if(access.conditions, [&](const loop_ir::PathCondition& condition) {
        return !is_loop_test(nest, access, condition.test_id);
      }));
}

std::size_t outer_conditions(const LoopNest& nest, LoopId loop_id) {
  std::optional<std::size_t> least;
  for (const Access& access : nest.accesses) {
    if (is_inside(access, loop_id)) {
      const std::size_t conditions = condition_count(nest, access);
      if (conditions == 0) {
        return 0;
      }
      least = std::min(least.value_or(conditions), conditions);
    }
  }
  return least.value_or(0);
}

bool happens_once(const LoopNest& nest, const Access& access, LoopId loop_id) {
  return !access.loop_ids.empty() && access.loop_ids.back() == loop_id &&
         condition_count(nest, access) == outer_conditions(nest, loop_id);
}

bool is_preceded(const LoopNest& nest, const std::vector<AccessId>& writes, const Access& read,
                 LoopId loop_id) {
  const std::size_t position = position_of(read, loop_id);
  return are_implied(nest, writes, read, [&](AccessId, const Access& write) {
    const std::size_t common = common_loops(write, read);
    return common > position && is_certain(nest, write, common);
  });
}

bool is_followed(const LoopNest& nest, const std::vector<AccessId>& writes, AccessId access_id,
                 LoopId loop_id) {
  const Access& access = nest.accesses[access_id];
  const std::size_t position = position_of(access, loop_id);
  return are_implied(nest, writes, access, [&](AccessId write_id, const Access& write) {
    const std::size_t common = common_loops(write, access);
    return access_id < write_id && common > position && !write.is_skippable &&
           inner_loops_run(nest, write, common);
  });
}

bool always_happens(const LoopNest& nest, const std::vector<AccessId>& writes, LoopId loop_id) {
  std::vector<Path> paths;
  for (const AccessId write_id : writes) {
    const Access& write = nest.accesses[write_id];
    const std::size_t common = position_of(write, loop_id) + 1;
    if (inner_loops_run(nest, write, common) && !write.is_skippable) {
      paths.push_back(conditions_of(nest, write));
    }
  }
  merge_all(paths);
  const std::size_t outer = outer_conditions(nest, loop_id);
  return std::ranges::any_of(paths, [&](const Path& path) { return path.size() == outer; });
}

}  // namespace autopar::dependence
