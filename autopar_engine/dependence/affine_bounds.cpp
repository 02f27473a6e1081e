#include "dependence/affine_bounds.hpp"

#include <algorithm>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::IterationDomain;
using loop_ir::LoopId;
using loop_ir::LoopNest;

enum class End { Lowest, Highest };

// The exact last value of the index where the number of iterations is a constant, else the value
// next to stop.
std::optional<AffineForm> last_value(LoopId loop_id, const LoopNest& nest) {
  const IterationDomain& domain = nest.loops[loop_id].domain;
  const auto span = index_span(loop_id, nest);
  if (!span || !domain.step) {
    return std::nullopt;
  }
  if (span->is_constant()) {
    const auto last = last_iteration(span->constant(), *domain.step);
    const auto reach = last ? checked_multiply(*last, *domain.step) : std::nullopt;
    return reach ? domain.start->plus(AffineForm::of_constant(*reach)) : std::nullopt;
  }
  return domain.stop->plus(AffineForm::of_constant(*domain.step > 0 ? -1 : 1));
}

std::optional<AffineForm> end_of_index(LoopId loop_id, End end, const LoopNest& nest) {
  const IterationDomain& domain = nest.loops[loop_id].domain;
  if (!domain.step || *domain.step == 0) {
    return std::nullopt;
  }
  const bool is_first = (*domain.step > 0) == (end == End::Lowest);
  return is_first ? domain.start : last_value(loop_id, nest);
}

std::optional<AffineForm> end_of(AffineForm form, End end, const LoopNest& nest) {
  while (!form.loop_terms().empty()) {
    if (has_varying_symbol(form, nest)) {
      return std::nullopt;
    }
    const auto [loop_id, coefficient] = form.loop_terms().back();
    const End index_end = coefficient > 0 ? end : (end == End::Lowest ? End::Highest : End::Lowest);
    const auto value = end_of_index(loop_id, index_end, nest);
    const auto scaled = value ? value->times(coefficient) : std::nullopt;
    const auto index = AffineForm::of_loop(loop_id).times(coefficient);
    const auto without = index ? form.minus(*index) : std::nullopt;
    const auto replaced = without && scaled ? without->plus(*scaled) : std::nullopt;
    if (!replaced) {
      return std::nullopt;
    }
    form = *replaced;
  }
  return has_varying_symbol(form, nest) ? std::nullopt : std::optional(form);
}

bool is_sum_of_non_negatives(const AffineForm& form, const LoopNest& nest) {
  return form.loop_terms().empty() && form.constant() >= 0 &&
         std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
           return term.second > 0 && nest.symbols[term.first].kind == loop_ir::SymbolKind::Extent;
         });
}

}  // namespace

bool has_varying_symbol(const AffineForm& form, const LoopNest& nest) {
  return std::ranges::any_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
    return nest.symbols[term.first].varies_with.is_valid();
  });
}

std::optional<AffineForm> lowest_form(const AffineForm& form, const LoopNest& nest) {
  return end_of(form, End::Lowest, nest);
}

std::optional<AffineForm> highest_form(const AffineForm& form, const LoopNest& nest) {
  return end_of(form, End::Highest, nest);
}

std::optional<AffineForm> index_span(LoopId loop_id, const LoopNest& nest) {
  const IterationDomain& domain = nest.loops[loop_id].domain;
  if (!domain.start || !domain.stop || !domain.step) {
    return std::nullopt;
  }
  return *domain.step > 0 ? domain.stop->minus(*domain.start) : domain.start->minus(*domain.stop);
}

std::optional<std::int64_t> last_iteration(std::int64_t span, std::int64_t step) {
  const auto stride = step < 0 ? checked_negate(step) : step;
  if (!stride || *stride == 0) {
    return std::nullopt;
  }
  return span <= 0 ? -1 : (span - 1) / *stride;
}

bool is_non_negative(const AffineForm& form, const std::vector<LoopId>& running_loops,
                     const LoopNest& nest) {
  if (is_sum_of_non_negatives(form, nest)) {
    return true;
  }
  return std::ranges::any_of(running_loops, [&](LoopId loop_id) {
    const auto span = index_span(loop_id, nest);
    const bool is_fixed = span && !has_varying_symbol(*span, nest);
    const auto surplus = is_fixed ? span->plus(AffineForm::of_constant(-1)) : std::nullopt;
    const auto rest = surplus ? form.minus(*surplus) : std::nullopt;
    return rest && is_sum_of_non_negatives(*rest, nest);
  });
}

}  // namespace autopar::dependence
