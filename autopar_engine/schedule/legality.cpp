#include "schedule/legality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loop_ir/traversal.hpp"
#include "schedule/last_values.hpp"
#include "schedule/name_uses.hpp"

namespace autopar::schedule {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

bool names_something_written(const LoopNest& nest, const AffineForm& form,
                             const std::set<NameId>& written) {
  return std::ranges::any_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
    return written.contains(nest.symbols[term.first].name_id);
  });
}

// The outer loop itself counts.
bool names_loop_inside(const LoopNest& nest, const AffineForm& form, LoopId outer_id) {
  return std::ranges::any_of(form.loop_terms(), [&](const AffineForm::LoopTerm& term) {
    return term.first == outer_id || is_around(nest, outer_id, term.first);
  });
}

// The domain's start, stop and step are those of the loop, read backward or not.
bool counts_as_written(const IterationDomain& domain) {
  EnumSet<DomainWrapper> wrappers = domain.wrappers;
  wrappers.erase(DomainWrapper::Reversed);
  return wrappers.empty();
}

bool needs_own_arrays(const LoopVerdict& verdict) {
  return std::ranges::any_of(verdict.transformations, [](const Transformation& each) {
    return each.kind == TransformationKind::PrivatizeArray ||
           each.kind == TransformationKind::Snapshot;
  });
}

class LegalityCheck {
 public:
  LegalityCheck(const LoopNest& nest, std::span<const LoopVerdict> verdicts,
                const Schedule& schedule)
      : nest_(nest), verdicts_(verdicts), schedule_(schedule) {}

  std::vector<std::string> run() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      if (schedule_.role_of(loop_id) != LoopRole::Sequential) {
        check_loop(loop_id);
      }
    }
    return std::move(violations_);
  }

 private:
  void require(bool holds, LoopId loop_id, std::string_view message) {
    if (!holds) {
      violations_.push_back(
          fmt::format("the loop of line {} {}", nest_.loops[loop_id].range.begin.line, message));
    }
  }

  void check_loop(LoopId loop_id) {
    const Verdict verdict = verdicts_[loop_id.index()].verdict;
    require(verdict == Verdict::Doall || verdict == Verdict::DoallPriv, loop_id,
            "has no verdict that lets its iterations run at the same time");
    require(!needs_own_arrays(verdicts_[loop_id.index()]), loop_id,
            "needs an array for each iteration");
    require(nest_.is_in_region_language(), loop_id, "belongs to a nest that is refused");
    require(is_counted(loop_id), loop_id, "may end before its range does");
    require(bounds_are_its_own(loop_id), loop_id, "writes what its bounds are made of");
    require(may_nest(loop_id), loop_id, "lies inside another parallel loop");
    require(leaves_new_arrays(loop_id), loop_id,
            "may make an array for the last time before its last iteration");
    if (schedule_.role_of(loop_id) == LoopRole::Grid) {
      for (const NameId name_id : names_bound_by_some_iterations(nest_, loop_id)) {
        require(false, loop_id,
                fmt::format("may bind `{}` for the last time before its last iteration",
                            nest_.names[name_id].text));
      }
    }
  }

  bool is_counted(LoopId loop_id) const {
    const Loop& loop = nest_.loops[loop_id];
    return loop.kind == LoopKind::For && loop.index_name_id.is_valid() && loop.else_block.empty() &&
           counts_as_written(loop.domain) &&
           std::ranges::none_of(nest_.statements, [&](const Statement& statement) {
             const auto* leave = std::get_if<Break>(&statement.node);
             return leave != nullptr && leave->loop_id == loop_id;
           });
  }

  bool bounds_are_its_own(LoopId loop_id) const {
    const IterationDomain& domain = nest_.loops[loop_id].domain;
    const std::set<NameId> written = uses_of_loop(nest_, loop_id).written;
    return domain.start && domain.stop && domain.step &&
           !names_something_written(nest_, *domain.start, written) &&
           !names_something_written(nest_, *domain.stop, written);
  }

  bool may_nest(LoopId loop_id) const {
    LoopId outer_id = nest_.loops[loop_id].parent_id;
    if (is_band_step(outer_id, loop_id)) {
      return true;
    }
    while (outer_id.is_valid() && schedule_.role_of(outer_id) == LoopRole::Sequential) {
      outer_id = nest_.loops[outer_id].parent_id;
    }
    return !outer_id.is_valid();
  }

  // Each array that it makes is made by a statement of its own body, in every iteration.
  bool leaves_new_arrays(LoopId loop_id) const {
    return std::ranges::all_of(nest_.accesses, [&](const Access& access) {
      const bool makes_array = std::ranges::find(nest_.new_arrays, access.base_id,
                                                 &NewArray::made_id) != nest_.new_arrays.end();
      const Block& body = nest_.loops[loop_id].body;
      return !makes_array || !is_inside(access, loop_id) ||
             (schedule_.role_of(loop_id) == LoopRole::Threads && !access.is_skippable &&
              std::ranges::find(body, access.statement_id) != body.end());
    });
  }

  // Every Grid loop around this one must be able to take it into its band.
  bool is_band_step(LoopId outer_id, LoopId loop_id) const {
    if (schedule_.role_of(loop_id) != LoopRole::Grid || !outer_id.is_valid() ||
        schedule_.role_of(outer_id) != LoopRole::Grid ||
        only_loop_inside(nest_, outer_id) != loop_id) {
      return false;
    }
    while (outer_id.is_valid() && schedule_.role_of(outer_id) == LoopRole::Grid) {
      if (!has_fixed_bounds(nest_, loop_id, outer_id)) {
        return false;
      }
      outer_id = nest_.loops[outer_id].parent_id;
    }
    return true;
  }

  const LoopNest& nest_;
  std::span<const LoopVerdict> verdicts_;
  const Schedule& schedule_;
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> check_legal(const LoopNest& nest, std::span<const LoopVerdict> verdicts,
                                     const Schedule& schedule) {
  if (verdicts.size() != nest.loops.size() || schedule.roles.size() != nest.loops.size()) {
    return {"the schedule or the verdicts belong to another nest"};
  }
  return LegalityCheck(nest, verdicts, schedule).run();
}

std::vector<LoopId> loops_directly_inside(const LoopNest& nest, LoopId loop_id) {
  std::vector<LoopId> inner_ids;
  for (const LoopId inner_id : nest.loops.ids()) {
    if (nest.loops[inner_id].parent_id == loop_id) {
      inner_ids.push_back(inner_id);
    }
  }
  return inner_ids;
}

std::optional<LoopId> only_loop_inside(const LoopNest& nest, LoopId loop_id) {
  const Block& body = nest.loops[loop_id].body;
  if (body.size() != 1) {
    return std::nullopt;
  }
  const auto* inner = std::get_if<LoopStatement>(&nest.statements[body.front()].node);
  return inner == nullptr ? std::nullopt : std::optional(inner->loop_id);
}

bool has_fixed_bounds(const LoopNest& nest, LoopId loop_id, LoopId outer_id) {
  const IterationDomain& domain = nest.loops[loop_id].domain;
  if (!domain.start || !domain.stop || !domain.step) {
    return false;
  }
  const std::set<NameId> written = uses_of_loop(nest, outer_id).written;
  return std::ranges::none_of(std::array{&*domain.start, &*domain.stop},
                              [&](const AffineForm* form) {
                                return names_something_written(nest, *form, written) ||
                                       names_loop_inside(nest, *form, outer_id);
                              });
}

}  // namespace autopar::schedule
