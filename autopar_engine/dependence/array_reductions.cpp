#include "dependence/array_reductions.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/updates.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopNest;

bool has_affine_subscripts(const Access& access) {
  return access.kind == loop_ir::AccessKind::Element && !access.dimensions.empty() &&
         std::ranges::all_of(access.dimensions, [](const auto& dimension) {
           return dimension.affine.has_value() && dimension.index_id.is_valid();
         });
}

// The update to which the access belongs, by its own cell.
std::optional<Update> update_of(const LoopNest& nest, const Access& access) {
  if (!has_affine_subscripts(access) || !access.expression_id.is_valid()) {
    return std::nullopt;
  }
  const Place cell{access.base_id, true, loop_ir::print_expression(nest, access.expression_id)};
  return match_update(nest, access.statement_id, cell);
}

bool holds_numbers(const loop_ir::Name& name, const BaseFacts& base) {
  return base.type == BaseType::Array || base.type == BaseType::Other ||
         (base.type == BaseType::List &&
          (has_integer_elements(name) || name.element_type.starts_with("float")));
}

}  // namespace

std::optional<ScalarFlow> match_array_reduction(const Context& context, loop_ir::LoopId loop_id,
                                                const std::vector<AccessId>& access_ids,
                                                const BaseFacts& base) {
  const LoopNest& nest = context.nest;
  if (access_ids.empty()) {
    return std::nullopt;
  }
  const loop_ir::Name& name = nest.names[nest.accesses[access_ids.front()].base_id];
  ScalarFlow row;
  row.name_id = nest.accesses[access_ids.front()].base_id;
  row.text = name.text + "[...]";
  row.is_element = true;
  row.flow = ScalarClass::Reduction;
  row.is_float = !has_integer_elements(name);
  for (const AccessId access_id : access_ids) {
    const Access& access = nest.accesses[access_id];
    const auto update = update_of(nest, access);
    const bool is_of_one_kind = update && (row.op.empty() || row.op == update->op);
    if (!is_of_one_kind || appends(nest, *update) || store_truncates(nest, name, *update)) {
      return std::nullopt;
    }
    row.op = update->op;
    row.is_float = row.is_float || !is_integer_update(nest, *update);
    if (condition_count(nest, access) > outer_conditions(nest, loop_id)) {
      row.flow = ScalarClass::CondReduction;
    }
    row.access_ids.insert(access_id);
  }
  return holds_numbers(name, base) ? std::optional(row) : std::nullopt;
}

}  // namespace autopar::dependence
