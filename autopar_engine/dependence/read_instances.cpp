#include "dependence/read_instances.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "loop_ir/traversal.hpp"

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

// A list that grows or shrinks in the loop, or a name that comes to mean another object.
bool may_change_extent(const LoopNest& nest, LoopId loop_id, loop_ir::NameId name_id) {
  return std::ranges::any_of(accesses_in(nest, loop_id), [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    return access.base_id == name_id && access.kind != loop_ir::AccessKind::Element;
  });
}

}  // namespace

bool is_fixed_in_loop(const LoopNest& nest, LoopId loop_id, const AffineForm& form) {
  return std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
    const loop_ir::Symbol& symbol = nest.symbols[term.first];
    const LoopId changed_in = symbol.varies_with;
    const bool is_steady = !changed_in.is_valid() || is_around(nest, changed_in, loop_id);
    return is_steady && (symbol.kind == loop_ir::SymbolKind::Value ||
                         !may_change_extent(nest, loop_id, symbol.name_id));
  });
}

ReadInstances::ReadInstances(const Context& context, LoopId loop_id, const Access& read,
                             bool uses_values)
    : context_(context), nest_(context.nest), loop_id_(loop_id), uses_values_(uses_values) {
  for (const LoopId each_id : read.loop_ids) {
    add_loop(each_id);
  }
}

std::optional<LinearForm> ReadInstances::translate(const AffineForm& form,
                                                   const IndexValues& indices) {
  if (!is_fixed_in_loop(nest_, loop_id_, form)) {
    return std::nullopt;
  }
  std::optional<LinearForm> sum = constant_form(form.constant());
  for (const auto& [each_id, coefficient] : form.loop_terms()) {
    const auto found = indices.find(each_id);
    if (found == indices.end()) {
      return std::nullopt;
    }
    sum = combine(sum, found->second, coefficient);
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    sum = combine(sum, symbol_form(symbol_id), coefficient);
  }
  return fits_ ? sum : std::nullopt;
}

LinearForm ReadInstances::add_variable() {
  LinearForm form;
  fits_ = fits_ && domain_.variable_count < polyhedra::kMaximumVariables;
  if (fits_) {
    form.coefficients[domain_.variable_count++] = 1;
  }
  return form;
}

void ReadInstances::add_loop(LoopId each_id) {
  const loop_ir::Loop& loop = nest_.loops[each_id];
  const IterationDomain& domain = loop.domain;
  const auto start = domain.start ? translate(*domain.start, indices_) : std::nullopt;
  const bool is_known = loop.kind != loop_ir::LoopKind::While && start && domain.step;
  const LinearForm variable = add_variable();
  if (!is_known || *domain.step == 0) {
    indices_.emplace(each_id, variable);
    return;
  }
  domain_.inequalities.push_back(variable);
  const auto index = combine(start, variable, *domain.step);
  indices_.emplace(each_id, index.value_or(variable));
  fits_ = fits_ && index.has_value();
  const auto stop = domain.stop ? translate(*domain.stop, indices_) : std::nullopt;
  const std::int64_t sign = *domain.step > 0 ? 1 : -1;
  const auto room = combine(stop, index, -1);
  const auto bound = room ? shifted(*room, sign, -1) : std::nullopt;
  if (bound) {
    domain_.inequalities.push_back(*bound);
  }
}

LinearForm ReadInstances::symbol_form(loop_ir::SymbolId symbol_id) {
  const auto known = uses_values_ ? value_of(context_, symbol_id) : std::nullopt;
  if (known) {
    evidence_.add(*known);
    return constant_form(known->value);
  }
  const auto found = symbols_.find(symbol_id);
  if (found != symbols_.end()) {
    return found->second;
  }
  const LinearForm form = add_variable();
  if (nest_.symbols[symbol_id].kind == loop_ir::SymbolKind::Extent) {
    domain_.inequalities.push_back(form);
  }
  return symbols_.emplace(symbol_id, form).first->second;
}

}  // namespace autopar::dependence
