#include "dependence/implied_loops.hpp"

#include <algorithm>

#include "dependence/affine_bounds.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::SliceForm;

enum class Sign { NotNegative, Negative, Unknown };

struct Cells {
  AffineForm start;
  std::optional<AffineForm> stop;
  std::int64_t step = 1;
  bool is_exact = true;
};

std::optional<AffineForm> plus(const std::optional<AffineForm>& form, std::int64_t constant) {
  return form ? form->plus(AffineForm::of_constant(constant)) : std::nullopt;
}

// Of one slice of one access.
class SliceReader {
 public:
  SliceReader(const Context& context, const Access& access, std::size_t dimension,
              Evidence& evidence)
      : context_(context),
        access_(access),
        dimension_(dimension),
        slice_(*access.dimensions[dimension].slice),
        extent_(slice_.extent),
        evidence_(evidence) {
    const auto at_call = extent_at_call(context, access.base_id, dimension);
    if (at_call && depends_on_extent()) {
      extent_ = AffineForm::of_constant(at_call->value);
      evidence_.add(Assumption(*at_call));
    }
  }

  Cells read() {
    const Sign lower = sign_of(slice_.lower);
    const Sign upper = sign_of(slice_.upper);
    return slice_.step > 0 ? upward(lower, upper) : downward(lower, upper);
  }

 private:
  // Of a slice without a bound at its upper end, or with one that may count from there.
  bool depends_on_extent() const {
    const auto may_be_negative = [&](const std::optional<AffineForm>& bound) {
      const auto lowest = bound ? lowest_form(*bound, context_.nest) : std::nullopt;
      const bool is_counted = lowest && lowest->is_constant() && lowest->constant() >= 0;
      return bound && !is_counted;
    };
    return !(slice_.step > 0 ? slice_.upper : slice_.lower) || may_be_negative(slice_.lower) ||
           may_be_negative(slice_.upper);
  }

  // An absent bound is none that counts from the end.
  Sign sign_of(const std::optional<AffineForm>& bound) {
    if (!bound) {
      return Sign::NotNegative;
    }
    const auto lowest = lowest_form(*bound, context_.nest);
    if (lowest && is_known_not_negative(*lowest)) {
      return Sign::NotNegative;
    }
    Evidence used;
    const auto highest = highest_form(*bound, context_.nest);
    const auto value = highest ? evaluate_form(context_, *highest, used) : std::nullopt;
    if (!value || *value >= 0) {
      return Sign::Unknown;
    }
    evidence_.add(used);
    return Sign::Negative;
  }

  bool is_known_not_negative(const AffineForm& lowest) {
    if (is_non_negative(lowest, access_.loop_ids, context_.nest) ||
        (lowest.is_constant() && lowest.constant() >= 0)) {
      return true;
    }
    const Assumption assumption = IsNonNegative{lowest};
    if (context_.holds(assumption)) {
      evidence_.add(assumption);
      return true;
    }
    Evidence used;
    const auto value =
        context_.facts == nullptr ? evaluate_form(context_, lowest, used) : std::nullopt;
    if (!value || *value < 0) {
      return false;
    }
    evidence_.add(used);
    return true;
  }

  Cells upward(Sign lower, Sign upper) const {
    const AffineForm start = slice_.lower.value_or(AffineForm());
    if (lower == Sign::NotNegative) {
      return from_start(start, upper);
    }
    const auto counted = lower == Sign::Negative ? start_from_end() : std::nullopt;
    if (counted) {
      return from_start(*counted, upper);
    }
    const bool ends_from_end = !slice_.upper || upper == Sign::Negative;
    if (lower == Sign::Negative && slice_.step == 1 && ends_from_end) {
      return {start, slice_.upper.value_or(AffineForm())};
    }
    Cells cells{.is_exact = false};
    const bool is_window = lower == Sign::Unknown && slice_.step == 1 && is_upper_behind_lower();
    if (slice_.upper && (upper == Sign::NotNegative || is_window)) {
      cells.stop = slice_.upper;
    }
    if (lower == Sign::Unknown && slice_.step == 1) {
      cells.start = start;
    }
    return cells;
  }

  // Then no slice goes from an index that is not negative to one that counts from the end.
  bool is_upper_behind_lower() const {
    const auto size = slice_.upper ? slice_.upper->minus(*slice_.lower) : std::nullopt;
    const auto lowest = size ? lowest_form(*size, context_.nest) : std::nullopt;
    return lowest && (is_non_negative(*lowest, access_.loop_ids, context_.nest) ||
                      (lowest->is_constant() && lowest->constant() >= 0));
  }

  // extent + lower, or 0 for what lies before the first cell; nothing unless it is known which.
  std::optional<AffineForm> start_from_end() const {
    const auto start =
        extent_ && extent_->is_constant() ? extent_->plus(*slice_.lower) : std::nullopt;
    const auto lowest = start ? lowest_form(*start, context_.nest) : std::nullopt;
    if (!lowest || !lowest->is_constant()) {
      return std::nullopt;
    }
    if (lowest->constant() >= 0) {
      return start;
    }
    return start->is_constant() ? std::optional(AffineForm()) : std::nullopt;
  }

  Cells from_start(const AffineForm& start, Sign upper) const {
    Cells cells{start, slice_.upper, slice_.step};
    if (!slice_.upper) {
      cells.stop = extent_;
    } else if (upper == Sign::Negative) {
      cells.stop = extent_ ? extent_->plus(*slice_.upper) : std::nullopt;
      cells.is_exact = cells.stop.has_value();
    } else if (upper == Sign::Unknown) {
      cells.stop.reset();
      cells.is_exact = false;
    }
    return cells;
  }

  Cells downward(Sign lower, Sign upper) const {
    Cells cells{.stop = AffineForm::of_constant(-1), .step = slice_.step};
    if (slice_.upper && upper == Sign::NotNegative) {
      cells.stop = slice_.upper;
    } else if (slice_.upper) {
      cells.is_exact = false;
    }
    const auto start = first_downward(lower);
    if (slice_.step != -1 && start && !may_be_clamped(lower)) {
      cells.start = *start;
      return cells;
    }
    const auto lowest = plus(cells.stop, 1);
    const bool is_exact =
        cells.is_exact && slice_.step == -1 && (start || !slice_.lower) && lowest.has_value();
    return {lowest.value_or(AffineForm()), plus(start, 1), 1, is_exact};
  }

  // Where the slice begins unless that is clamped.
  std::optional<AffineForm> first_downward(Sign lower) const {
    if (!slice_.lower) {
      return plus(extent_, -1);
    }
    if (lower == Sign::NotNegative) {
      return slice_.lower;
    }
    return lower == Sign::Negative && extent_ ? extent_->plus(*slice_.lower) : std::nullopt;
  }

  bool may_be_clamped(Sign lower) const {
    return slice_.lower && lower == Sign::NotNegative && !is_below_extent();
  }

  bool is_below_extent() const {
    const auto extent = extent_at_call(context_, access_.base_id, dimension_);
    const auto highest = highest_form(*slice_.lower, context_.nest);
    Evidence used;
    const auto value = extent && highest ? evaluate_form(context_, *highest, used) : std::nullopt;
    if (!value || *value >= extent->value) {
      return false;
    }
    evidence_.add(used);
    evidence_.add(Assumption(*extent));
    return true;
  }

  const Context& context_;
  const Access& access_;
  std::size_t dimension_;
  const SliceForm& slice_;
  // A constant at the call, else a symbol.
  std::optional<AffineForm> extent_;
  Evidence& evidence_;
};

bool has_slice(const Access& access) {
  return std::ranges::any_of(access.dimensions,
                             [](const auto& dimension) { return dimension.slice.has_value(); });
}

// The number of dimensions of each array of which some access has a slice, as far as the text or
// the call tells it.
using Ranks = std::map<loop_ir::NameId, std::size_t>;

bool is_array(const Context& context, loop_ir::NameId name_id) {
  return context.facts == nullptr ? context.nest.names[name_id].kind == loop_ir::BaseKind::Ndarray
                                  : context.facts->find_array(name_id) != nullptr;
}

// An Ellipsis stands for any number of dimensions.
bool has_numbered_dimensions(const LoopNest& nest, const Access& access) {
  return std::ranges::none_of(access.dimensions, [&](const auto& dimension) {
    return dimension.is_shifted ||
           (dimension.index_id.is_valid() && std::holds_alternative<loop_ir::EllipsisLiteral>(
                                                 nest.expressions[dimension.index_id].node));
  });
}

Ranks find_ranks(const Context& context) {
  Ranks ranks;
  for (const Access& access : context.nest.accesses) {
    if (has_slice(access) && is_array(context, access.base_id)) {
      ranks[access.base_id] = 0;
    }
  }
  for (const Access& access : context.nest.accesses) {
    const auto rank = ranks.find(access.base_id);
    if (rank != ranks.end() && has_numbered_dimensions(context.nest, access)) {
      rank->second = std::max(rank->second, access.dimensions.size());
    }
  }
  return ranks;
}

// a[i] of a matrix is a[i, :].
void add_whole_dimensions(const Context& context, const Ranks& ranks, Access& access) {
  const auto rank = ranks.find(access.base_id);
  const bool is_known = rank != ranks.end() && access.kind == loop_ir::AccessKind::Element &&
                        has_numbered_dimensions(context.nest, access);
  while (is_known && access.dimensions.size() < rank->second) {
    access.dimensions.push_back(
        {loop_ir::SubscriptForm::Slice, std::nullopt, {}, SliceForm{}, false});
  }
}

LoopId add_loop(LoopNest& nest, LoopId parent_id, const Cells& cells) {
  loop_ir::Loop loop;
  loop.parent_id = parent_id;
  loop.depth = 0;
  loop.domain.start = cells.start;
  loop.domain.stop = cells.stop;
  loop.domain.step = cells.step;
  return nest.loops.add(std::move(loop));
}

void add_loops(const Context& context, AccessId access_id, const Access& written,
               ImpliedLoops& result) {
  Access access = written;
  for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
    if (!written.dimensions[dimension].slice) {
      continue;
    }
    const Cells cells = SliceReader(context, written, dimension, result.evidence[access_id]).read();
    const LoopId parent_id = written.loop_ids.empty() ? LoopId() : written.loop_ids.back();
    const LoopId loop_id = add_loop(result.nest, parent_id, cells);
    access.loop_ids.push_back(loop_id);
    access.dimensions[dimension].affine = AffineForm::of_loop(loop_id);
    if (!cells.is_exact) {
      access.is_skippable = true;
      result.open_ids.insert(access_id);
    }
  }
  result.nest.accesses[access_id] = std::move(access);
}

}  // namespace

bool is_implied(const loop_ir::Loop& loop) { return loop.depth == 0; }

std::optional<ImpliedLoops> make_implied_loops(const Context& context) {
  if (!std::ranges::any_of(context.nest.accesses, has_slice)) {
    return std::nullopt;
  }
  ImpliedLoops result{context.nest, {}, {}};
  const Ranks ranks = find_ranks(context);
  for (const AccessId access_id : context.nest.accesses.ids()) {
    const Access& written = context.nest.accesses[access_id];
    if (!has_slice(written) && !ranks.contains(written.base_id)) {
      continue;
    }
    Access access = written;
    add_whole_dimensions(context, ranks, access);
    if (has_slice(access)) {
      add_loops(context, access_id, access, result);
    }
  }
  return result;
}

}  // namespace autopar::dependence
