#include "runtime/call_guards.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/checked_int.hpp"
#include "dependence/views.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SubscriptDimension;

// That a sequence has one element alone is nothing to a sum of it.
std::optional<std::string> find_failed_loop(const LoopNest& nest, const ArgumentFacts& facts) {
  for (const LoopId loop_id : nest.loops.ids()) {
    const auto range = loop_ir::index_range(loop_id, nest, facts);
    if (nest.loops[loop_id].kind == loop_ir::LoopKind::For && range && range->is_empty() &&
        !loop_ir::is_over_terms(nest, loop_id)) {
      const std::int64_t line = nest.loops[loop_id].range.begin.line;
      return loop_ir::is_over_fill(nest, loop_id)
                 ? fmt::format("the new array of line {} has no elements", line)
                 : fmt::format("the loop in line {} runs no iteration", line);
    }
  }
  return std::nullopt;
}

bool is_one_value(const std::optional<AffineForm>& form, const LoopNest& nest,
                  const ArgumentFacts& facts) {
  const auto range = form ? loop_ir::range_of(*form, nest, facts) : std::nullopt;
  return range && range->lower == range->upper;
}

// The loops around it run through the whole box of their indices, and each iteration reaches it.
bool happens_in_whole_box(const Access& access, const LoopNest& nest, const ArgumentFacts& facts) {
  return access.conditions.empty() && !access.is_skippable &&
         std::ranges::all_of(access.loop_ids, [&](LoopId loop_id) {
           const loop_ir::IterationDomain& domain = nest.loops[loop_id].domain;
           return nest.loops[loop_id].kind == loop_ir::LoopKind::For && domain.step &&
                  is_one_value(domain.start, nest, facts) && is_one_value(domain.stop, nest, facts);
         });
}

// Not just that it may leave the extent, which compiled code checks itself.
bool surely_leaves(const SubscriptDimension& dimension, std::int64_t extent, const LoopNest& nest,
                   const ArgumentFacts& facts) {
  const auto range =
      dimension.affine ? loop_ir::range_of(*dimension.affine, nest, facts) : std::nullopt;
  return range && !range->is_empty() && (range->lower < -extent || range->upper >= extent);
}

std::optional<std::string> find_failed_access(const Access& access, const LoopNest& nest,
                                              const ArgumentFacts& facts) {
  const std::string& name = nest.names[access.base_id].text;
  const ArrayArgument* array = facts.find_array(access.base_id);
  if (array == nullptr) {
    return fmt::format("'{}' is no array", name);
  }
  if (array->rank() != access.dimensions.size()) {
    return fmt::format("'{}' has {} dimensions, and {} subscripts", name, array->rank(),
                       access.dimensions.size());
  }
  const bool always_happens = happens_in_whole_box(access, nest, facts);
  for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
    const std::int64_t extent = array->extents[dimension];
    if (extent == 0) {
      return fmt::format("'{}' has no elements", name);
    }
    if (always_happens && surely_leaves(access.dimensions[dimension], extent, nest, facts)) {
      return fmt::format("a subscript of '{}' in line {} leaves the extent {}", name,
                         access.range.begin.line, extent);
    }
  }
  if (access.mode == AccessMode::Write && !array->is_writeable) {
    return fmt::format("'{}' is read-only", name);
  }
  if (access.mode == AccessMode::Write && !dependence::is_injective(*array)) {
    return fmt::format("elements of '{}' share memory", name);
  }
  return std::nullopt;
}

// No iteration reads what another one stores.
bool is_free(const LoopVerdict& verdict) {
  return verdict.verdict == Verdict::Trivial || verdict.verdict == Verdict::Doall ||
         verdict.verdict == Verdict::DoallPriv;
}

// Or all would read the same from a copy that was taken before the loop.
bool reads_before_it_stores(const LoopVerdict& verdict) {
  const auto is_of_copies = [](const Transformation& each) {
    return each.kind == TransformationKind::Snapshot ||
           each.kind == TransformationKind::Privatize || each.kind == TransformationKind::LastValue;
  };
  const auto is_snapshot = [](const Transformation& each) {
    return each.kind == TransformationKind::Snapshot;
  };
  return is_free(verdict) || (std::ranges::any_of(verdict.transformations, is_snapshot) &&
                              std::ranges::all_of(verdict.transformations, is_of_copies));
}

// Of the access, from one iteration of the loop to the next. Nothing if it is not known.
std::optional<std::int64_t> stride_bytes(const Access& access, LoopId loop_id,
                                         const ArgumentFacts& facts) {
  const ArrayArgument* array = facts.find_array(access.base_id);
  if (array == nullptr || array->rank() != access.dimensions.size()) {
    return std::nullopt;
  }
  std::int64_t sum = 0;
  for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
    const auto& affine = access.dimensions[dimension].affine;
    const auto part =
        affine ? checked_multiply(affine->coefficient(loop_id), array->strides_bytes[dimension])
               : std::nullopt;
    const auto total = part ? checked_add(sum, *part) : std::nullopt;
    if (!total) {
      return std::nullopt;
    }
    sum = *total;
  }
  return sum;
}

// The loop stands for `a[:, j] = b[i]`: one dimension, and the cells are stored as they are.
bool copies_a_line(const LoopNest& nest, LoopId loop_id) {
  const loop_ir::Loop& loop = nest.loops[loop_id];
  const bool is_line = loop.body.size() == 1 && !(loop.parent_id.is_valid() &&
                                                  loop_ir::is_over_slices(nest, loop.parent_id));
  const auto* assign =
      is_line ? std::get_if<loop_ir::Assign>(&nest.statements[loop.body.front()].node) : nullptr;
  return assign != nullptr &&
         std::holds_alternative<loop_ir::Subscript>(nest.expressions[assign->value_id].node);
}

// Errs on the side of no.
bool has_equal_strides(const LoopNest& nest, LoopId loop_id, const ArgumentFacts& facts) {
  std::optional<std::int64_t> common;
  for (const Access& access : nest.accesses) {
    if (access.kind != AccessKind::Element || !loop_ir::is_inside(access, loop_id)) {
      continue;
    }
    const auto stride = stride_bytes(access, loop_id, facts);
    if (!stride || (common && *common != *stride)) {
      return false;
    }
    common = stride;
  }
  return true;
}

}  // namespace

std::optional<std::string> find_failed_guard(const LoopNest& nest, const ArgumentFacts& facts) {
  if (auto failed = find_failed_loop(nest, facts)) {
    return failed;
  }
  for (const Access& access : nest.accesses) {
    if (access.kind != AccessKind::Element) {
      continue;
    }
    if (auto failed = find_failed_access(access, nest, facts)) {
      return failed;
    }
  }
  return std::nullopt;
}

std::optional<std::string> find_unordered_slices(const LoopNest& nest,
                                                 const std::vector<LoopVerdict>& verdicts,
                                                 const ArgumentFacts& facts) {
  for (const LoopId loop_id : nest.loops.ids()) {
    if (!loop_ir::is_over_slices(nest, loop_id)) {
      continue;
    }
    const LoopVerdict& verdict = verdicts.at(loop_id.index());
    const bool is_ordered = copies_a_line(nest, loop_id) && !has_equal_strides(nest, loop_id, facts)
                                ? is_free(verdict)
                                : reads_before_it_stores(verdict);
    if (!is_ordered) {
      return fmt::format("the slices in line {} may overlap otherwise than cell by cell",
                         nest.loops[loop_id].range.begin.line);
    }
  }
  return std::nullopt;
}

std::vector<NameId> written_arrays(const LoopNest& nest) {
  std::vector<NameId> names;
  for (const Access& access : nest.accesses) {
    if (access.kind == AccessKind::Element && access.mode == AccessMode::Write &&
        std::ranges::find(names, access.base_id) == names.end()) {
      names.push_back(access.base_id);
    }
  }
  return names;
}

std::vector<ArrayPair> pairs_to_keep_apart(const LoopNest& nest, const ArgumentFacts& facts) {
  std::vector<ArrayPair> pairs;
  const std::vector<NameId> written = written_arrays(nest);
  for (const NameId written_id : written) {
    for (const auto& [other_id, argument] : facts.arguments) {
      const bool is_other_written = std::ranges::find(written, other_id) != written.end();
      const bool is_counted_already = is_other_written && other_id <= written_id;
      if (std::holds_alternative<ArrayArgument>(argument) && other_id != written_id &&
          !is_counted_already) {
        pairs.emplace_back(written_id, other_id);
      }
    }
  }
  return pairs;
}

}  // namespace autopar::runtime
