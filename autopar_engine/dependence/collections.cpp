#include "dependence/collections.hpp"

#include <algorithm>

#include "dependence/looks.hpp"
#include "dependence/own_collections.hpp"
#include "dependence/reductions.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BaseKind;
using loop_ir::StatementId;

void note_definition(const loop_ir::Name& name, CollectionMatch& match) {
  if (name.defined_at != Stage::Never) {
    match.evidence.add(name.defined_at);
  }
}

// The method of which the access is the receiver in a statement that does no more with the result;
// empty for any other access.
std::string_view method_of(const PlaceView& view, loop_ir::AccessId access_id) {
  const loop_ir::Access& access = view.access(access_id);
  const auto* method = loop_ir::find_called_method(view.nest, access.statement_id);
  return method != nullptr && access.expression_id == method->object_id
             ? std::string_view(method->attribute)
             : std::string_view();
}

// `x is s` looks at nothing that grows.
bool asks_for_identity(const PlaceView& view, loop_ir::AccessId access_id) {
  const loop_ir::Access& access = view.access(access_id);
  return access.mode == loop_ir::AccessMode::Read &&
         std::ranges::any_of(view.nest.expressions, [&](const loop_ir::Expression& expression) {
           const auto* comparison = std::get_if<loop_ir::Comparison>(&expression.node);
           const auto operand_ids =
               comparison != nullptr ? loop_ir::operands_of(expression.node) : loop_ir::Operands();
           return std::ranges::find(operand_ids, access.expression_id) != operand_ids.end() &&
                  compares_identity(*comparison);
         });
}

// The loop uses the place for nothing but calls of such methods.
template <class IsMethod>
bool is_only_receiver(const PlaceView& view, IsMethod is_method) {
  const auto grows = [&](loop_ir::AccessId access_id) {
    return is_method(method_of(view, access_id));
  };
  return !view.use.place.is_element && view.use.writes.empty() &&
         std::ranges::any_of(view.use.all, grows) &&
         std::ranges::all_of(view.use.all, [&](loop_ir::AccessId access_id) {
           return grows(access_id) || asks_for_identity(view, access_id);
         });
}

// Most places are no receivers: what the nest makes of the name is asked last.
template <class IsMethod>
std::optional<CollectionMatch> match_receiver(const PlaceView& view, BaseKind kind,
                                              const char* type, IsMethod is_method) {
  if (!is_only_receiver(view, is_method)) {
    return std::nullopt;
  }
  const loop_ir::Name& name = view.name();
  const BaseKind known =
      name.is_written ? kind_bound_in_nest(view.nest, view.use.place.name_id) : name.kind;
  const bool is_unknown =
      !name.is_written && (known == BaseKind::Unknown || known == BaseKind::Param);
  if (known != kind && !is_unknown) {
    return std::nullopt;
  }
  CollectionMatch match;
  if (!name.is_written) {
    note_definition(name, match);
  }
  if (is_unknown) {
    match.guard = HasType{view.use.place.name_id, type};
  }
  return match;
}

}  // namespace

std::optional<CollectionMatch> match_append(const PlaceView& view) {
  return match_receiver(view, BaseKind::List, "list", [](std::string_view method) {
    return method == "append" || method == "extend";
  });
}

std::optional<CollectionMatch> match_set_add(const PlaceView& view) {
  auto match = match_receiver(view, BaseKind::Set, "set",
                              [](std::string_view method) { return method == "add"; });
  const loop_ir::Name& name = view.name();
  const bool is_set = !name.is_written && name.kind == BaseKind::Set;
  if (!match ||
      (!is_set && kind_bound_in_nest(view.nest, view.use.place.name_id) != BaseKind::Set)) {
    return std::nullopt;
  }
  match->evidence.add(Stage::Library);
  return match;
}

std::optional<CollectionMatch> match_concatenation(const PlaceView& view) {
  const auto only_grows = [&](StatementId statement_id) {
    const auto update = match_update(view.nest, statement_id, view.use.place);
    return update && update->op == "+" &&
           std::holds_alternative<loop_ir::AugmentedAssign>(
               view.nest.statements[statement_id].node);
  };
  if (!is_concatenation(view) || !std::ranges::all_of(view.statements(), only_grows)) {
    return std::nullopt;
  }
  CollectionMatch match;
  note_definition(view.name(), match);
  return match;
}

}  // namespace autopar::dependence
