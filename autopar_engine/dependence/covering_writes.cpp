#include "dependence/covering_writes.hpp"

#include <algorithm>

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::IterationDomain;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using polyhedra::constant_form;
using polyhedra::LinearForm;

using Conditions = std::vector<LinearForm>;

bool name_same_cells(const Access& left, const Access& right) {
  return left.loop_ids == right.loop_ids &&
         std::ranges::equal(left.dimensions, right.dimensions, {},
                            &loop_ir::SubscriptDimension::affine,
                            &loop_ir::SubscriptDimension::affine);
}

class CoveringInstance {
 public:
  CoveringInstance(const LoopNest& nest, ReadInstances& instances, const Access& read,
                   const Access& write, std::size_t same, bool is_earlier)
      : nest_(nest),
        instances_(instances),
        read_(read),
        write_(write),
        same_(same),
        is_earlier_(is_earlier) {
    for (std::size_t position = 0; position < same; ++position) {
      const LoopId loop_id = write.loop_ids[position];
      values_.emplace(loop_id, instances.indices().at(loop_id));
    }
  }

  // Nothing if no instance can be named.
  std::optional<Conditions> find() {
    const bool is_found = own_loops_are_regular() && solve() && add_domains() && add_order();
    return is_found ? std::optional(conditions_) : std::nullopt;
  }

 private:
  bool own_loops_are_regular() const {
    return std::all_of(write_.loop_ids.begin() + static_cast<std::ptrdiff_t>(same_),
                       write_.loop_ids.end(), [&](LoopId loop_id) {
                         const loop_ir::Loop& loop = nest_.loops[loop_id];
                         const IterationDomain& domain = loop.domain;
                         return is_range_loop(loop) && domain.start && domain.stop &&
                                (domain.step == 1 || domain.step == -1);
                       });
  }

  bool add_condition(const std::optional<LinearForm>& form) {
    if (form) {
      conditions_.push_back(*form);
    }
    return form.has_value();
  }

  bool is_open(LoopId loop_id) const { return !values_.contains(loop_id); }

  std::size_t open_terms(const AffineForm& form) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        form.loop_terms(), [&](const AffineForm::LoopTerm& term) { return is_open(term.first); }));
  }

  // Gives the write's own loops the values at which its subscripts are those of the read.
  bool solve() {
    std::vector<bool> is_used(write_.dimensions.size(), false);
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (std::size_t dimension = 0; dimension < is_used.size(); ++dimension) {
        if (!is_used[dimension] && open_terms(*write_.dimensions[dimension].affine) <= 1) {
          is_used[dimension] = has_changed = true;
          if (!solve_dimension(dimension)) {
            return false;
          }
        }
      }
    }
    return std::ranges::all_of(is_used, [](bool used) { return used; });
  }

  bool solve_dimension(std::size_t dimension) {
    const AffineForm& form = *write_.dimensions[dimension].affine;
    const auto wanted =
        instances_.translate(*read_.dimensions[dimension].affine, instances_.indices());
    const auto* const open = std::ranges::find_if(
        form.loop_terms(), [&](const AffineForm::LoopTerm& term) { return is_open(term.first); });
    if (open == form.loop_terms().end()) {
      const auto surplus = combine(wanted, instances_.translate(form, values_), -1);
      return surplus && add_condition(surplus) && add_condition(shifted(*surplus, -1, 0));
    }
    const auto [loop_id, coefficient] = *open;
    const auto index = AffineForm::of_loop(loop_id).times(coefficient);
    const auto rest = index ? form.minus(*index) : std::nullopt;
    const auto value =
        rest ? combine(wanted, instances_.translate(*rest, values_), -1) : std::nullopt;
    const auto solved = value ? shifted(*value, coefficient, 0) : std::nullopt;
    if (!solved || (coefficient != 1 && coefficient != -1)) {
      return false;
    }
    values_.emplace(loop_id, *solved);
    return true;
  }

  // A loop that no subscript names: its first iteration will do, or the one before the read's.
  bool choose(std::size_t position) {
    const LoopId loop_id = write_.loop_ids[position];
    const IterationDomain& domain = nest_.loops[loop_id].domain;
    const auto value =
        is_earlier_ && position == same_
            ? combine(instances_.indices().at(loop_id), constant_form(*domain.step), -1)
            : instances_.translate(*domain.start, values_);
    if (value) {
      values_.emplace(loop_id, *value);
    }
    return value.has_value();
  }

  bool add_domains() {
    for (std::size_t position = same_; position < write_.loop_ids.size(); ++position) {
      const LoopId loop_id = write_.loop_ids[position];
      if (is_open(loop_id) && !choose(position)) {
        return false;
      }
      const IterationDomain& domain = nest_.loops[loop_id].domain;
      const LinearForm& value = values_.at(loop_id);
      const auto above = combine(value, instances_.translate(*domain.start, values_), -1);
      const auto below = combine(instances_.translate(*domain.stop, values_), value, -1);
      if (!above || !below || !add_condition(shifted(*above, *domain.step, 0)) ||
          !add_condition(shifted(*below, *domain.step, -1))) {
        return false;
      }
    }
    return true;
  }

  bool add_order() {
    if (!is_earlier_) {
      return true;
    }
    const LoopId loop_id = write_.loop_ids[same_];
    const auto gap = combine(instances_.indices().at(loop_id), values_.at(loop_id), -1);
    return gap && add_condition(shifted(*gap, *nest_.loops[loop_id].domain.step, -1));
  }

  const LoopNest& nest_;
  ReadInstances& instances_;
  const Access& read_;
  const Access& write_;
  std::size_t same_;
  bool is_earlier_;
  IndexValues values_;
  Conditions conditions_;
};

}  // namespace

std::vector<CoveringWrite> covering_writes(const LoopNest& nest,
                                           const std::vector<AccessId>& access_ids) {
  std::vector<CoveringWrite> writes;
  for (const AccessId access_id : access_ids) {
    const Access& access = nest.accesses[access_id];
    if (access.mode == loop_ir::AccessMode::Write && !access.is_skippable) {
      writes.push_back({access_id, conditions_of(nest, access)});
    }
  }
  for (std::size_t right = 0; right < writes.size(); ++right) {
    for (std::size_t left = 0; left < right; ++left) {
      const auto both = merge_paths(writes[left].path, writes[right].path);
      const AccessId later_id = std::max(writes[left].access_id, writes[right].access_id);
      if (both && name_same_cells(nest.accesses[writes[left].access_id],
                                  nest.accesses[writes[right].access_id])) {
        writes.push_back({later_id, *both});
      }
    }
  }
  return writes;
}

bool is_written_on_every_path(const LoopNest& nest, LoopId loop_id,
                              const std::vector<AccessId>& access_ids, AccessId write_id) {
  return std::ranges::any_of(covering_writes(nest, access_ids), [&](const CoveringWrite& each) {
    return each.path.size() == outer_conditions(nest, loop_id) &&
           name_same_cells(nest.accesses[each.access_id], nest.accesses[write_id]);
  });
}

bool is_range_loop(const loop_ir::Loop& loop) {
  using loop_ir::DomainKind;
  const DomainKind kind = loop.domain.kind;
  const bool is_range = kind == DomainKind::RangeShape || kind == DomainKind::RangeLen ||
                        kind == DomainKind::RangeConst || kind == DomainKind::RangeSym ||
                        kind == DomainKind::RangeExpr;
  return loop.kind == loop_ir::LoopKind::For && is_range && loop.domain.wrappers.bits() == 0;
}

std::optional<std::vector<LinearForm>> conditions_to_cover(const LoopNest& nest,
                                                           ReadInstances& instances,
                                                           const ComesBefore& way) {
  return CoveringInstance(nest, instances, way.read, way.write, way.same, way.is_earlier).find();
}

}  // namespace autopar::dependence
