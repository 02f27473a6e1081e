#include "dependence/reductions.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "loop_ir/text.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::BaseKind;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using loop_ir::StatementId;
using loop_ir::SubscriptForm;

// One statement's part in a reduction. An assignment under `if e > s` belongs to the test.
struct Part {
  Update update;
  std::optional<ConditionalUpdate> conditional;
};

std::optional<Part> part_of(const Context& context, const PlaceView& view,
                            StatementId statement_id) {
  if (auto update = match_update(view.nest, statement_id, view.use.place)) {
    return Part{*update, {}};
  }
  if (auto found = match_conditional_update(context, statement_id, view.use.place)) {
    return Part{found->update, found};
  }
  return std::nullopt;
}

// Nothing if some access is of another form.
std::optional<std::vector<Part>> parts_of(const Context& context, const PlaceView& view) {
  std::vector<StatementId> covered;
  std::vector<Part> parts;
  for (const StatementId statement_id : view.statements()) {
    if (std::ranges::find(covered, statement_id) != covered.end()) {
      continue;
    }
    const auto part = part_of(context, view, statement_id);
    if (!part || (!parts.empty() && parts.front().update.op != part->update.op)) {
      return std::nullopt;
    }
    if (part->conditional) {
      covered.push_back(part->conditional->assign_id);
    }
    parts.push_back(*part);
  }
  return parts;
}

bool binds_integer(const PlaceView& view, const Access& write) {
  const auto* assign =
      write.statement_id.is_valid()
          ? std::get_if<loop_ir::Assign>(&view.nest.statements[write.statement_id].node)
          : nullptr;
  return assign != nullptr &&
         std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end() &&
         is_known_integer(view.nest, assign->value_id);
}

// The nest itself gives the name an integer before the loop, whatever it held before the nest.
bool is_bound_to_integer(const PlaceView& view) {
  std::vector<AccessId> bindings;
  for (const AccessId access_id : view.nest.accesses.ids()) {
    const Access& access = view.access(access_id);
    const bool binds = access.base_id == view.use.place.name_id &&
                       access.mode == loop_ir::AccessMode::Write &&
                       !is_inside(access, view.loop_id);
    if (binds && !binds_integer(view, access)) {
      return false;
    }
    if (binds && access_id < view.use.all.front()) {
      bindings.push_back(access_id);
    }
  }
  return std::ranges::all_of(view.use.all, [&](AccessId access_id) {
    return is_preceded(view.nest, bindings, view.access(access_id), loop_ir::LoopNest::root());
  });
}

bool starts_as_integer(const PlaceView& view) {
  if (view.use.place.is_element) {
    return has_integer_elements(view.name());
  }
  const bool is_number =
      view.name().kind == BaseKind::Integer || view.name().kind == BaseKind::Boolean;
  return is_number || is_bound_to_integer(view);
}

bool is_integer_update(const PlaceView& view, const std::vector<Part>& parts) {
  return starts_as_integer(view) && std::ranges::all_of(parts, [&](const Part& part) {
           return is_integer_update(view.nest, part.update);
         });
}

bool is_conditional(const PlaceView& view, const std::vector<Part>& parts) {
  return std::ranges::any_of(view.use.writes, [&](AccessId write_id) {
    const Access& write = view.access(write_id);
    const bool is_under_own_test = std::ranges::any_of(parts, [&](const Part& part) {
      return part.conditional && part.conditional->assign_id == write.statement_id;
    });
    return condition_count(view.nest, write) >
           outer_conditions(view.nest, view.loop_id) + (is_under_own_test ? 1 : 0);
  });
}

std::vector<NameId> sorted(std::vector<NameId> name_ids) {
  std::ranges::sort(name_ids);
  return name_ids;
}

// All parts record what one of them records, or none records anything.
bool records_agree(const std::vector<Part>& parts) {
  const auto records = [](const Part& part) {
    return part.conditional ? sorted(part.conditional->recorded_ids) : std::vector<NameId>();
  };
  const auto wanted = records(parts.front());
  return std::ranges::all_of(parts, [&](const Part& part) {
    return records(part) == wanted &&
           (wanted.empty() || part.conditional->tie == parts.front().conditional->tie);
  });
}

void add_records(const std::vector<Part>& parts, ReductionMatch& match) {
  for (const Part& part : parts) {
    if (part.conditional) {
      match.recorded_ids = part.conditional->recorded_ids;
      match.test_ids.push_back(part.conditional->test_id);
      match.tie = part.conditional->tie;
    }
  }
}

bool has_scattered_index(const Access& access) {
  return std::ranges::any_of(access.dimensions, [](const auto& dimension) {
    return dimension.form == SubscriptForm::Variant || dimension.form == SubscriptForm::Indirect ||
           dimension.form == SubscriptForm::Moddiv || dimension.form == SubscriptForm::Nonlin;
  });
}

// The access is the target of `x[k] op= e`.
std::optional<Update> scattered_update(const PlaceView& view, const Access& access) {
  if (access.kind != loop_ir::AccessKind::Element || !has_scattered_index(access) ||
      !access.statement_id.is_valid()) {
    return std::nullopt;
  }
  const auto* augmented =
      std::get_if<loop_ir::AugmentedAssign>(&view.nest.statements[access.statement_id].node);
  if (augmented == nullptr || augmented->target_id != access.expression_id) {
    return std::nullopt;
  }
  const Place cell{view.use.place.name_id, true,
                   loop_ir::print_expression(view.nest, augmented->target_id)};
  return match_update(view.nest, access.statement_id, cell);
}

// Not lists or strings, of which the order would show. Of a base of unknown type a guard says that
// it is an array.
bool adds_numbers(const PlaceView& view, const Update& update) {
  const loop_ir::Name& name = view.name();
  const bool may_hold_sequences = (name.kind == BaseKind::List || name.kind == BaseKind::Dict) &&
                                  !has_integer_elements(name) &&
                                  !name.element_type.starts_with("float");
  return !may_hold_sequences ||
         std::ranges::all_of(update.operand_ids, [&](ExpressionId operand_id) {
           return is_known_number(view.nest, operand_id);
         });
}

}  // namespace

std::optional<ReductionMatch> match_reduction(const Context& context, const PlaceView& view) {
  const auto parts = parts_of(context, view);
  const auto is_ordered = [&](const Part& part) {
    return view.use.place.is_element && (store_truncates(view.nest, view.name(), part.update) ||
                                         appends(view.nest, part.update));
  };
  if (!parts || parts->empty() || is_concatenation(view) || !records_agree(*parts) ||
      std::ranges::any_of(*parts, is_ordered) || may_grow_at_both_ends(view)) {
    return std::nullopt;
  }
  ReductionMatch match;
  match.op = parts->front().update.op;
  match.is_float = !is_integer_update(view, *parts);
  match.is_conditional = is_conditional(view, *parts);
  add_records(*parts, match);
  return match;
}

bool records_are_alone(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                       const ReductionMatch& reduction) {
  const auto is_recorded = [&](NameId name_id) {
    return std::ranges::find(reduction.recorded_ids, name_id) != reduction.recorded_ids.end();
  };
  return std::ranges::all_of(accesses_in(nest, loop_id), [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    return !is_recorded(access.base_id) ||
           std::ranges::any_of(access.conditions, [&](const loop_ir::PathCondition& condition) {
             return condition.holds && std::ranges::find(reduction.test_ids, condition.test_id) !=
                                           reduction.test_ids.end();
           });
  });
}

std::optional<ReductionMatch> match_histogram(const PlaceView& view) {
  if (view.use.place.is_element || !view.use.writes.empty()) {
    return std::nullopt;
  }
  ReductionMatch match;
  match.is_float = !has_integer_elements(view.name());
  for (const AccessId access_id : view.use.all) {
    const auto update = scattered_update(view, view.access(access_id));
    if (!update || (!match.op.empty() && match.op != update->op) || !adds_numbers(view, *update) ||
        store_truncates(view.nest, view.name(), *update)) {
      return std::nullopt;
    }
    match.op = update->op;
    match.is_float = match.is_float || update->divides ||
                     !is_known_integer(view.nest, update->operand_ids.front());
  }
  return match;
}

bool may_grow_at_both_ends(const PlaceView& view) {
  std::size_t left = 0;
  std::size_t all = 0;
  bool is_number = view.name().kind == BaseKind::Integer || view.name().kind == BaseKind::Float;
  for (const StatementId statement_id : view.statements()) {
    const auto update = statement_id.is_valid()
                            ? match_update(view.nest, statement_id, view.use.place)
                            : std::nullopt;
    if (!update) {
      continue;
    }
    left += update->left_operands;
    all += update->operand_ids.size();
    is_number = is_number || update->op != "+" ||
                std::ranges::any_of(update->operand_ids, [&](ExpressionId operand_id) {
                  return is_known_number(view.nest, operand_id);
                });
  }
  return !is_number && left > 0 && left < all;
}

bool is_concatenation(const PlaceView& view) {
  if (view.use.place.is_element) {
    return false;
  }
  const BaseKind kind = view.name().kind;
  return kind == BaseKind::Str || kind == BaseKind::List ||
         std::ranges::any_of(view.statements(), [&](StatementId statement_id) {
           const auto update = match_update(view.nest, statement_id, view.use.place);
           return update && appends(view.nest, *update);
         });
}

}  // namespace autopar::dependence
