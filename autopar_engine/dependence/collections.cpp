#include "dependence/collections.hpp"

#include <algorithm>

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

// The method that the statement calls on the place, its result unused; empty if it does anything
// else with it.
std::string_view method_of(const PlaceView& view, StatementId statement_id) {
  const auto* method = loop_ir::find_called_method(view.nest, statement_id);
  const bool is_receiver =
      method != nullptr && std::ranges::all_of(view.use.all, [&](loop_ir::AccessId access_id) {
        const loop_ir::Access& access = view.access(access_id);
        return access.statement_id != statement_id || access.expression_id == method->object_id;
      });
  return is_receiver ? std::string_view(method->attribute) : std::string_view();
}

template <class IsMethod>
std::optional<CollectionMatch> match_receiver(const PlaceView& view, BaseKind kind,
                                              const char* type, IsMethod is_method) {
  const loop_ir::Name& name = view.name();
  const BaseKind known =
      name.is_written ? kind_bound_in_nest(view.nest, view.use.place.name_id) : name.kind;
  const bool is_unknown =
      !name.is_written && (known == BaseKind::Unknown || known == BaseKind::Param);
  const auto statements = view.statements();
  const bool fits = !view.use.place.is_element && view.use.writes.empty() &&
                    (known == kind || is_unknown) &&
                    std::ranges::all_of(statements, [&](StatementId statement_id) {
                      return is_method(method_of(view, statement_id));
                    });
  if (!fits) {
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
  const loop_ir::Name& name = view.name();
  const bool is_set = !name.is_written && name.kind == BaseKind::Set;
  if (!is_set && kind_bound_in_nest(view.nest, view.use.place.name_id) != BaseKind::Set) {
    return std::nullopt;
  }
  auto match = match_receiver(view, BaseKind::Set, "set",
                              [](std::string_view method) { return method == "add"; });
  if (match) {
    match->evidence.add(Stage::Library);
  }
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
