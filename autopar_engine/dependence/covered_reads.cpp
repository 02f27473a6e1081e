#include "dependence/covered_reads.hpp"

#include <algorithm>

#include "base/is_prefix.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/covering_writes.hpp"
#include "dependence/read_instances.hpp"
#include "polyhedra/find_point.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using polyhedra::IntegerSet;
using polyhedra::LinearForm;

// More pieces of what is not covered than this are not looked at.
constexpr std::size_t kMaximumPieces = 64;

using Conditions = std::vector<LinearForm>;

// Takes the points at which all conditions hold out of each piece. Nothing if too many pieces stay.
std::optional<std::vector<IntegerSet>> subtract(const std::vector<IntegerSet>& pieces,
                                                const Conditions& conditions,
                                                std::size_t variable_count) {
  std::vector<IntegerSet> rest;
  for (IntegerSet piece : pieces) {
    piece.variable_count = variable_count;
    for (const LinearForm& condition : conditions) {
      IntegerSet outside = piece;
      const auto negated = shifted(condition, -1, -1);
      if (!negated) {
        return std::nullopt;
      }
      outside.inequalities.push_back(*negated);
      if (polyhedra::find_point(outside).emptiness != polyhedra::Emptiness::Empty) {
        rest.push_back(std::move(outside));
      }
      piece.inequalities.push_back(condition);
    }
    if (rest.size() > kMaximumPieces) {
      return std::nullopt;
    }
  }
  return rest;
}

class CoverTest {
 public:
  CoverTest(const Context& context, LoopId loop_id, const std::vector<AccessId>& access_ids)
      : context_(context), nest_(context.nest), loop_id_(loop_id), access_ids_(access_ids) {
    writes_ = covering_writes(nest_, access_ids);
  }

  std::optional<Evidence> run() const {
    Evidence evidence;
    for (const AccessId access_id : access_ids_) {
      if (nest_.accesses[access_id].mode == loop_ir::AccessMode::Read) {
        auto cover = try_cover(access_id, false);
        cover = cover ? cover : try_cover(access_id, true);
        if (!cover) {
          return std::nullopt;
        }
        evidence.add(*cover);
      }
    }
    return evidence;
  }

 private:
  std::optional<Evidence> try_cover(AccessId read_id, bool uses_values) const {
    const Access& read = nest_.accesses[read_id];
    ReadInstances instances(context_, loop_id_, read, uses_values);
    std::vector<IntegerSet> pieces{instances.domain()};
    for (const CoveringWrite& write : writes_) {
      for (const Conditions& conditions : ways_to_cover(read_id, write, instances)) {
        const auto rest = subtract(pieces, conditions, instances.domain().variable_count);
        pieces = rest.value_or(pieces);
      }
    }
    return pieces.empty() && instances.fits() ? std::optional(instances.evidence()) : std::nullopt;
  }

  std::vector<Conditions> ways_to_cover(AccessId read_id, const CoveringWrite& covering,
                                        ReadInstances& instances) const {
    const Access& read = nest_.accesses[read_id];
    const Access& write = nest_.accesses[covering.access_id];
    const std::size_t common = common_loops(read, write);
    const auto loop = std::ranges::find(write.loop_ids, loop_id_) - write.loop_ids.begin();
    std::vector<Conditions> ways;
    const auto add = [&](std::size_t same, bool is_earlier) {
      const auto way = conditions_to_cover(nest_, instances, {write, read, same, is_earlier});
      if (way && instances.fits()) {
        ways.push_back(*way);
      }
    };
    if (covering.access_id < read_id && is_prefix(covering.path, conditions_of(nest_, read))) {
      add(common, false);
    }
    const bool is_unconditional = covering.path.size() == outer_conditions(nest_, loop_id_);
    for (auto carrier = static_cast<std::size_t>(loop) + 1; carrier < common; ++carrier) {
      if (is_unconditional) {
        add(carrier, true);
      }
    }
    return ways;
  }

  // What a header reads of its sequence may be read when the loop begins.
  std::size_t common_loops(const Access& read, const Access& write) const {
    const auto [end, other] = std::ranges::mismatch(read.loop_ids, write.loop_ids);
    const auto common = static_cast<std::size_t>(end - read.loop_ids.begin());
    const bool is_of_header = !read.statement_id.is_valid() && common == read.loop_ids.size() &&
                              read.loop_ids.back() != loop_id_;
    return is_of_header ? common - 1 : common;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const std::vector<AccessId>& access_ids_;
  std::vector<CoveringWrite> writes_;
};

}  // namespace

std::optional<Evidence> cover_reads(const Context& context, LoopId loop_id,
                                    const std::vector<AccessId>& access_ids) {
  return CoverTest(context, loop_id, access_ids).run();
}

}  // namespace autopar::dependence
