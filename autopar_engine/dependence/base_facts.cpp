#include "dependence/base_facts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dependence/access_queries.hpp"
#include "dependence/own_objects.hpp"
#include "dependence/shown_parts.hpp"
#include "loop_ir/new_arrays.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

BaseType type_of(BaseKind kind) {
  switch (kind) {
    case BaseKind::Ndarray:
      return BaseType::Array;
    case BaseKind::List:
      return BaseType::List;
    case BaseKind::Dict:
      return BaseType::Dict;
    default:
      return BaseType::Other;
  }
}

// NumPy functions whose result is a new array whatever the arguments are.
constexpr std::array<std::string_view, 9> kArrayMakers{
    "numpy.arange", "numpy.empty",     "numpy.empty_like", "numpy.eye",       "numpy.full",
    "numpy.ones",   "numpy.ones_like", "numpy.zeros",      "numpy.zeros_like"};

bool is_plain_type(std::string_view name) {
  static constexpr auto kPlainTypes =
      std::to_array<std::string_view>({"bool", "complex", "float", "int"});
  return std::ranges::find(kPlainTypes, name) != kPlainTypes.end();
}

// `dtype=object`: elements may be lists and arrays, which others share.
bool may_hold_objects(const LoopNest& nest, const loop_ir::Call& call) {
  return std::ranges::any_of(call.arguments, [&](const loop_ir::Argument& argument) {
    const auto& node = nest.expressions[argument.value_id].node;
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    const auto* attribute = std::get_if<loop_ir::Attribute>(&node);
    return argument.stars != 0 || std::holds_alternative<loop_ir::StringLiteral>(node) ||
           (name != nullptr &&
            (argument.keyword == "dtype" || nest.names[name->name_id].text == "object") &&
            !is_plain_type(nest.names[name->name_id].text)) ||
           (attribute != nullptr && attribute->attribute.starts_with("object"));
  });
}

BaseType type_of_value(const LoopNest& nest, ExpressionId value_id) {
  const loop_ir::ExpressionNode& node = nest.expressions[value_id].node;
  if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
    const bool is_list = display->kind == loop_ir::DisplayKind::List;
    const bool is_dict = display->kind == loop_ir::DisplayKind::Dict;
    return is_list ? BaseType::List : is_dict ? BaseType::Dict : BaseType::Other;
  }
  if (const auto* comprehension = std::get_if<loop_ir::Comprehension>(&node)) {
    const loop_ir::LoopKind kind = nest.loops[comprehension->loop_id].kind;
    return kind == loop_ir::LoopKind::Listcomp   ? BaseType::List
           : kind == loop_ir::LoopKind::Dictcomp ? BaseType::Dict
                                                 : BaseType::Other;
  }
  if (const auto* call = std::get_if<loop_ir::Call>(&node)) {
    const bool is_array = std::ranges::find(kArrayMakers, call->resolved) != kArrayMakers.end() &&
                          !may_hold_objects(nest, *call);
    return is_array ? BaseType::Array : BaseType::Other;
  }
  const auto* product = std::get_if<loop_ir::Binary>(&node);
  const bool is_repeated = product != nullptr && product->op == loop_ir::BinaryOperator::Multiply;
  return is_repeated && type_of_value(nest, product->left_id) == BaseType::List ? BaseType::List
                                                                                : BaseType::Other;
}

// What `name = value` inside the nest makes of the name, if that is the only way it is bound.
BaseType type_bound_by(const LoopNest& nest, const Access& write) {
  if (!write.statement_id.is_valid()) {
    return BaseType::Other;
  }
  const auto* assign = std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node);
  const bool is_plain =
      assign != nullptr && assign->target_ids.size() == 1 &&
      std::holds_alternative<loop_ir::NameRead>(nest.expressions[assign->target_ids.front()].node);
  return is_plain ? type_of_value(nest, assign->value_id) : BaseType::Other;
}

// How the nest itself binds and uses a name.
struct Bindings {
  std::vector<AccessId> writes;
  BaseType type = BaseType::Other;
  bool is_handed_on = false;
};

Bindings bindings_of(const LoopNest& nest, NameId name_id) {
  Bindings bindings;
  bool is_first = true;
  for (const AccessId access_id : nest.accesses.ids()) {
    const Access& access = nest.accesses[access_id];
    if (access.base_id != name_id) {
      continue;
    }
    bindings.is_handed_on = bindings.is_handed_on || access.kind == AccessKind::Whole ||
                            (access.kind == AccessKind::Scalar && access.mode == AccessMode::Read);
    if (access.kind == AccessKind::Scalar && access.mode == AccessMode::Write) {
      const BaseType type = type_bound_by(nest, access);
      bindings.type = is_first || type == bindings.type ? type : BaseType::Other;
      is_first = false;
      bindings.writes.push_back(access_id);
    }
  }
  return bindings;
}

bool is_bound_inside(const LoopNest& nest, const Bindings& bindings, LoopId loop_id) {
  return std::ranges::any_of(bindings.writes, [&](AccessId write_id) {
    return is_inside(nest.accesses[write_id], loop_id);
  });
}

// Every access of the name inside the loop comes after a binding in the same iteration.
bool is_bound_first(const LoopNest& nest, NameId name_id, LoopId loop_id) {
  std::vector<AccessId> writes;
  for (const AccessId access_id : nest.accesses.ids()) {
    const Access& access = nest.accesses[access_id];
    if (access.base_id != name_id || !is_inside(access, loop_id)) {
      continue;
    }
    if (access.kind == AccessKind::Scalar && access.mode == AccessMode::Write) {
      writes.push_back(access_id);
    } else if (!is_preceded(nest, writes, access, loop_id)) {
      return false;
    }
  }
  return true;
}

BaseFacts describe_bound_name(const LoopNest& nest, const Bindings& bindings, NameId name_id,
                              LoopId loop_id) {
  BaseFacts facts;
  if (bindings.type != BaseType::Other && is_bound_first(nest, name_id, LoopNest::root())) {
    facts.type = bindings.type;
  }
  facts.is_fresh = facts.type != BaseType::Other && !bindings.is_handed_on;
  facts.is_rebound = is_bound_inside(nest, bindings, loop_id);
  facts.is_made_in_iteration =
      facts.is_rebound && facts.is_fresh && is_bound_first(nest, name_id, loop_id);
  return facts;
}

// As the text writes the subscripts, whatever they are read as.
std::size_t rank_of(const LoopNest& nest, const Access& access) {
  const auto element = access.expression_id.is_valid()
                           ? loop_ir::find_element(nest, access.expression_id)
                           : std::nullopt;
  return element && !element->index_ids.empty() ? element->index_ids.size()
                                                : access.dimensions.size();
}

bool is_new_value(const loop_ir::ExpressionNode& node) {
  return std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
         std::holds_alternative<loop_ir::FloatLiteral>(node) ||
         std::holds_alternative<loop_ir::ImaginaryLiteral>(node) ||
         std::holds_alternative<loop_ir::Binary>(node) ||
         std::holds_alternative<loop_ir::Unary>(node);
}

// By the header of the loop that the name counts, or by a plain assignment of a new object.
bool binds_new_value(const LoopNest& nest, const Access& write) {
  if (!write.statement_id.is_valid()) {
    return !write.loop_ids.empty() &&
           nest.loops[write.loop_ids.back()].index_name_id == write.base_id;
  }
  const auto* assign = std::get_if<loop_ir::Assign>(&nest.statements[write.statement_id].node);
  return assign != nullptr &&
         std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end() &&
         is_new_value(nest.expressions[assign->value_id].node);
}

std::size_t rank_of(const LoopNest& nest, NameId name_id) {
  std::size_t rank = 0;
  for (const Access& access : nest.accesses) {
    if (access.base_id == name_id && access.kind == AccessKind::Element) {
      rank = std::max(rank, rank_of(nest, access));
    }
  }
  return rank;
}

bool has_element_write(const LoopNest& nest, NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const Access& access) {
    return access.base_id == name_id && access.kind == AccessKind::Element &&
           access.mode == AccessMode::Write;
  });
}

BaseFacts describe_from_facts(const Context& context, NameId name_id) {
  BaseFacts facts;
  const IsArray assumption = array_assumption(context.nest, name_id);
  if (context.holds(assumption)) {
    facts.type = BaseType::Array;
    facts.evidence.add(assumption);
  }
  return facts;
}

// As the last definition before the nest makes it.
BaseFacts describe_from_text(const loop_ir::Name& name) {
  BaseFacts facts;
  facts.type = type_of(name.kind);
  facts.is_fresh = name.is_fresh && facts.type != BaseType::Other;
  if (facts.type != BaseType::Other && name.defined_at != Stage::Never) {
    facts.evidence.add(name.defined_at);
  }
  return facts;
}

// `kept[0] += e` changes what a list of no known numbers holds.
bool changes_elements(const LoopNest& nest, NameId name_id, const BaseFacts& facts) {
  const std::string& type = nest.names[name_id].element_type;
  return facts.type == BaseType::List && type != "int" && type != "float" &&
         std::ranges::any_of(nest.statements, [&](const loop_ir::Statement& statement) {
           const auto* update = std::get_if<loop_ir::AugmentedAssign>(&statement.node);
           const auto element =
               update != nullptr ? loop_ir::find_element(nest, update->target_id) : std::nullopt;
           return element && element->base_id == name_id;
         });
}

// The elements may themselves be objects that another name stands for.
bool holds_containers(const LoopNest& nest, NameId name_id, const BaseFacts& facts) {
  return facts.type != BaseType::Array &&
         (rank_of(nest, name_id) > 1 || changes_elements(nest, name_id, facts));
}

// A list or dict of which something looks at what the elements refer to, which may be the other
// object; whether a dict is empty shows too.
bool may_show(const Context& context, LoopId loop_id, NameId holder_id, const BaseFacts& holder,
              NameId part_id, const BaseFacts& part) {
  const LoopNest& nest = context.nest;
  const bool is_container = holder.type == BaseType::List || holder.type == BaseType::Dict;
  if (!is_container || !nest.names[holder_id].element_type.empty() ||
      nest.names[part_id].is_unseen) {
    return false;
  }
  ShownPartsMemory own;
  const ShownParts& shown = (context.shown == nullptr ? own : *context.shown).of(nest, loop_id);
  return shown.parts.contains(holder_id) ||
         (part.type == BaseType::Dict && shown.tested.contains(holder_id));
}

AliasAnswer relate_by_facts(const Context& context, NameId left_id, NameId right_id) {
  AliasAnswer answer;
  const Assumption apart = DoNotOverlap{left_id, right_id};
  const Assumption same = AreSameView{left_id, right_id};
  if (context.holds(apart)) {
    answer.relation = AliasRelation::Apart;
    answer.evidence.add(apart);
  } else if (context.holds(same)) {
    answer.relation = AliasRelation::Same;
    answer.evidence.add(same);
  }
  answer.apart_if = {apart};
  return answer;
}

}  // namespace

IsArray array_assumption(const LoopNest& nest, NameId name_id) {
  return {name_id, rank_of(nest, name_id), has_element_write(nest, name_id)};
}

BaseFacts describe_base(const Context& context, NameId name_id, LoopId loop_id) {
  const loop_ir::Name& name = context.nest.names[name_id];
  const Bindings bindings = bindings_of(context.nest, name_id);
  if (!bindings.writes.empty() || name.is_written) {
    return describe_bound_name(context.nest, bindings, name_id, loop_id);
  }
  BaseFacts facts =
      context.facts != nullptr ? describe_from_facts(context, name_id) : describe_from_text(name);
  const loop_ir::NewArray* new_array = loop_ir::find_new_array(context.nest, name_id);
  facts.is_made_in_iteration =
      new_array != nullptr && loop_ir::is_made_in(context.nest, *new_array, loop_id);
  return facts;
}

bool shares_no_memory(const LoopNest& nest, NameId name_id) {
  const loop_ir::Name& name = nest.names[name_id];
  bool is_bound = false;
  for (const Access& access : nest.accesses) {
    if (access.base_id == name_id && access.kind == AccessKind::Scalar &&
        access.mode == AccessMode::Write) {
      is_bound = true;
      if (!binds_new_value(nest, access)) {
        return false;
      }
    }
  }
  const bool is_number = name.kind == BaseKind::Integer || name.kind == BaseKind::Float ||
                         name.kind == BaseKind::Boolean;
  return is_bound ? is_bound_first(nest, name_id, LoopNest::root()) || is_number
                  : is_number && !name.is_written;
}

AliasAnswer relate(const Context& context, NameId left_id, NameId right_id, LoopId loop_id) {
  const BaseFacts left = describe_base(context, left_id, loop_id);
  const BaseFacts right = describe_base(context, right_id, loop_id);
  AliasAnswer answer;
  answer.evidence.add(left.evidence);
  answer.evidence.add(right.evidence);
  const bool is_stable = !left.is_rebound && !right.is_rebound;
  if (left_id == right_id) {
    answer.relation = is_stable ? AliasRelation::Same : AliasRelation::Unknown;
    return answer;
  }
  const bool has_parts = holds_containers(context.nest, left_id, left) ||
                         holds_containers(context.nest, right_id, right);
  const bool may_be_part = may_show(context, loop_id, left_id, left, right_id, right) ||
                           may_show(context, loop_id, right_id, right, left_id, left);
  const bool is_apart = (left.is_fresh && right.is_fresh && !may_be_part) ||
                        (context.facts == nullptr && (is_own_object(context.nest, left_id) ||
                                                      is_own_object(context.nest, right_id)));
  if (!has_parts && is_apart) {
    answer.relation = AliasRelation::Apart;
    return answer;
  }
  // Two names for two objects, one of which may hold the other.
  const bool may_hold_other = changes_elements(context.nest, left_id, left) ||
                              changes_elements(context.nest, right_id, right);
  if (may_hold_other || may_be_part) {
    return answer;
  }
  answer.apart_if = {DoNotOverlap{left_id, right_id}};
  return context.facts != nullptr && is_stable ? relate_by_facts(context, left_id, right_id)
                                               : answer;
}

}  // namespace autopar::dependence
