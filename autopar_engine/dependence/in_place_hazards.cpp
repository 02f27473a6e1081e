#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/hazards.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

class InPlaceHazards {
 public:
  InPlaceHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context), nest_(context.nest), loop_id_(loop_id), hazards_(hazards) {}

  void add(const loop_ir::AugmentedAssign& update) {
    const auto* target = std::get_if<loop_ir::NameRead>(&nest_.expressions[update.target_id].node);
    const auto element = loop_ir::find_element(nest_, update.target_id);
    if (target != nullptr) {
      add_bindings(target->name_id, AccessKind::Scalar);
      if (!is_text(update.value_id)) {
        add_sharers(target->name_id);
      }
    } else if (element && may_hold_containers(element->base_id)) {
      add_bindings(element->base_id, AccessKind::Element);
    }
  }

 private:
  // Whatever the loop itself binds the name to, or puts into a cell of the list.
  void add_bindings(NameId name_id, AccessKind kind) {
    for (const Access& access : nest_.accesses) {
      if (access.base_id == name_id && access.kind == kind && access.mode == AccessMode::Write &&
          is_inside(access, loop_id_)) {
        add_binding(access);
      }
    }
  }

  bool may_hold_containers(NameId base_id) const {
    const BaseFacts base = describe_base(context_, base_id, loop_id_);
    return (base.type == BaseType::List || base.type == BaseType::Dict) &&
           !base.is_made_in_iteration;
  }

  // The name holds an array or a list from before the loop, which something may share that the loop
  // reads or writes.
  void add_sharers(NameId name_id) {
    if (is_bound_in_loop(name_id) || is_counter(name_id) || holds_no_container(name_id)) {
      return;
    }
    std::set<NameId> asked;
    for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      const bool is_seen = access.kind != AccessKind::Scalar || is_operand(access);
      if (is_seen && access.base_id != name_id && asked.insert(access.base_id).second &&
          may_share(name_id, access.base_id)) {
        ask_apart(name_id, access.base_id);
      }
    }
  }

  // A name as a whole, but for functions and what the loop itself binds.
  bool is_operand(const Access& access) const {
    const BaseKind kind = nest_.names[access.base_id].kind;
    return access.mode == AccessMode::Read && access.statement_id.is_valid() &&
           kind != BaseKind::Function && nest_.names[access.base_id].imported_as.empty() &&
           !is_bound_in_loop(access.base_id);
  }

  bool is_bound_in_loop(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == AccessKind::Scalar &&
             access.mode == AccessMode::Write && is_inside(access, loop_id_) &&
             !is_own_update(access);
    });
  }

  // What counts places is an integer.
  bool is_counter(NameId name_id) const {
    return std::ranges::any_of(hazards_.scalars, [&](const ScalarFlow& row) {
      return row.name_id == name_id && row.flow == ScalarClass::Induction && row.step;
    });
  }

  // By what the nest itself binds it to before the loop, by its definition, or at the call.
  bool holds_no_container(NameId name_id) const {
    return holds_scalar(name_id) || is_bound_to_new_values(name_id);
  }

  bool is_bound_to_new_values(NameId name_id) const {
    const auto values = values_before(name_id);
    return values && std::ranges::all_of(*values, [&](ExpressionId value_id) {
             return is_new(nest_.expressions[value_id].node) || is_number_at_call(value_id);
           });
  }

  // An element of an array with as many dimensions as the text shows.
  bool is_number_at_call(ExpressionId value_id) const {
    const auto element = loop_ir::find_element(nest_, value_id);
    if (!element) {
      return false;
    }
    const IsArray array = array_assumption(nest_, element->base_id);
    const bool is_number = array.rank == element->index_ids.size() && context_.holds(array);
    if (is_number) {
      hazards_.evidence.add(Assumption(array));
    }
    return is_number;
  }

  // What plain assignments of the nest give the name, if every read comes after one of them.
  std::optional<std::vector<ExpressionId>> values_before(NameId name_id) const {
    std::vector<ExpressionId> values;
    std::vector<loop_ir::AccessId> bindings;
    for (const loop_ir::AccessId access_id : nest_.accesses.ids()) {
      const Access& access = nest_.accesses[access_id];
      if (access.base_id != name_id) {
        continue;
      }
      const bool binds = access.kind == AccessKind::Scalar && access.mode == AccessMode::Write &&
                         !is_own_update(access);
      if (!binds) {
        if (!is_preceded(nest_, bindings, access, loop_ir::LoopNest::root())) {
          return std::nullopt;
        }
        continue;
      }
      const auto* assign =
          access.statement_id.is_valid()
              ? std::get_if<loop_ir::Assign>(&nest_.statements[access.statement_id].node)
              : nullptr;
      if (assign == nullptr ||
          std::ranges::find(assign->target_ids, access.expression_id) == assign->target_ids.end()) {
        return std::nullopt;
      }
      bindings.push_back(access_id);
      values.push_back(assign->value_id);
    }
    return values;
  }

  bool is_own_update(const Access& access) const {
    return access.statement_id.is_valid() &&
           is_update_of(nest_.statements[access.statement_id].node, access);
  }

  // A string, so that `+=` makes a new one.
  bool is_text(ExpressionId value_id) const {
    const auto& node = nest_.expressions[value_id].node;
    const auto* binary = std::get_if<loop_ir::Binary>(&node);
    const auto* call = std::get_if<loop_ir::Call>(&node);
    const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node);
    return std::holds_alternative<loop_ir::StringLiteral>(node) ||
           (opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::FormattedString) ||
           (binary != nullptr && (is_text(binary->left_id) || is_text(binary->right_id))) ||
           (call != nullptr && call->resolved == "str");
  }

  bool is_new(const loop_ir::ExpressionNode& node) const {
    const auto* call = std::get_if<loop_ir::Call>(&node);
    return std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
           std::holds_alternative<loop_ir::FloatLiteral>(node) ||
           std::holds_alternative<loop_ir::ImaginaryLiteral>(node) ||
           std::holds_alternative<loop_ir::BooleanLiteral>(node) ||
           std::holds_alternative<loop_ir::StringLiteral>(node) ||
           std::holds_alternative<loop_ir::Display>(node) ||
           std::holds_alternative<loop_ir::Comprehension>(node) ||
           std::holds_alternative<loop_ir::Binary>(node) ||
           std::holds_alternative<loop_ir::Unary>(node) ||
           (call != nullptr && makes_new_object(*call));
  }

  bool may_share(NameId name_id, NameId other_id) const {
    const BaseFacts other = describe_base(context_, other_id, loop_id_);
    const BaseKind kind = nest_.names[other_id].kind;
    const bool are_fresh = nest_.names[name_id].is_fresh && other.is_fresh;
    if (other.is_fresh && is_bound_to_parts_apart_from(name_id, other_id)) {
      return false;
    }
    return !are_fresh && !other.is_made_in_iteration && kind != BaseKind::Str &&
           kind != BaseKind::Iterator && !shares_no_memory(nest_, other_id);
  }

  // `s = b[i]` may be a view of b, and of nothing else.
  bool is_bound_to_parts_apart_from(NameId name_id, NameId other_id) const {
    const auto values = values_before(name_id);
    return values && std::ranges::all_of(*values, [&](ExpressionId value_id) {
             const auto element = loop_ir::find_element(nest_, value_id);
             return is_new(nest_.expressions[value_id].node) ||
                    (element && relate(context_, element->base_id, other_id, loop_id_).relation ==
                                    AliasRelation::Apart);
           });
  }

  // Then what the name holds is not there yet when the nest begins.
  bool is_rebound(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == AccessKind::Scalar &&
             access.mode == AccessMode::Write && !is_own_update(access);
    });
  }

  // An element of an array that has no more dimensions than the text shows is a number.
  std::vector<Assumption> apart_if(NameId name_id, NameId other_id) const {
    const BaseKind kind = nest_.names[name_id].kind;
    const bool is_known = kind == BaseKind::Ndarray || kind == BaseKind::List;
    if (is_known && !is_rebound(name_id) && !is_rebound(other_id)) {
      return {DoNotOverlap{name_id, other_id}};
    }
    std::vector<Assumption> arrays;
    for (const ExpressionId value_id :
         values_before(name_id).value_or(std::vector<ExpressionId>())) {
      const auto element = loop_ir::find_element(nest_, value_id);
      if (element) {
        add_assumption(arrays, array_assumption(nest_, element->base_id));
      } else if (!is_new(nest_.expressions[value_id].node)) {
        return {};
      }
    }
    return arrays;
  }

  // Where it may hold a view, only a comparison of memory tells, and where its type is open,
  // nothing that the text could ask.
  void ask_apart(NameId name_id, NameId other_id) {
    hazards_.questions.push_back(
        {Reason::Alias, Stage::Types, apart_if(name_id, other_id),
         context_.in_words("{} may be changed in place and share memory with {}",
                           nest_.names[name_id].text, nest_.names[other_id].text)});
  }

  void add_binding(const Access& write) {
    if (!write.statement_id.is_valid()) {
      return add_loop_target(write);
    }
    const auto& node = nest_.statements[write.statement_id].node;
    if (is_update_of(node, write)) {
      return;
    }
    const auto* assign = std::get_if<loop_ir::Assign>(&node);
    const bool is_plain =
        assign != nullptr &&
        std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end();
    add_value(write, is_plain ? assign->value_id : ExpressionId());
  }

  // `x += e` leaves the name on the object that it has, or on a new one.
  static bool is_update_of(const loop_ir::StatementNode& node, const Access& write) {
    const auto* update = std::get_if<loop_ir::AugmentedAssign>(&node);
    return update != nullptr && update->target_id == write.expression_id;
  }

  // What comes out of arithmetic, a literal or a maker of new objects is the iteration's own.
  void add_value(const Access& write, ExpressionId value_id) {
    if (!value_id.is_valid()) {
      return ask(write, {});
    }
    const loop_ir::ExpressionNode& node = nest_.expressions[value_id].node;
    if (const auto element = loop_ir::find_element(nest_, value_id)) {
      return add_element(write, element->base_id, element->index_ids.size());
    }
    const auto* call = std::get_if<loop_ir::Call>(&node);
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    const bool may_be_shared = std::holds_alternative<loop_ir::Subscript>(node) ||
                               std::holds_alternative<loop_ir::Attribute>(node) ||
                               std::holds_alternative<loop_ir::Conditional>(node) ||
                               std::holds_alternative<loop_ir::BooleanOperation>(node) ||
                               std::holds_alternative<loop_ir::OpaqueExpression>(node) ||
                               (call != nullptr && !makes_new_object(*call)) ||
                               (name != nullptr && !holds_scalar(name->name_id));
    if (may_be_shared) {
      ask(write, {});
    }
  }

  bool makes_new_object(const loop_ir::Call& call) const {
    const Effect effect = context_.effects.of_function(call.resolved);
    return effect == Effect::Alloc || effect == Effect::Convert ||
           call.resolved.starts_with("math.") || call.resolved == "len";
  }

  bool holds_scalar(NameId name_id) const {
    if (context_.facts != nullptr && context_.facts->find_array(name_id) == nullptr &&
        context_.facts->arguments.contains(name_id)) {
      return true;
    }
    const bool is_index = std::ranges::any_of(
        nest_.loops, [&](const loop_ir::Loop& loop) { return loop.index_name_id == name_id; });
    const BaseKind kind = nest_.names[name_id].kind;
    return is_index || kind == BaseKind::Integer || kind == BaseKind::Float ||
           kind == BaseKind::Boolean || kind == BaseKind::Str;
  }

  void add_element(const Access& write, NameId base_id, std::size_t rank) {
    const loop_ir::Name& base = nest_.names[base_id];
    const bool is_list_of_scalars = rank == 1 && base.kind == BaseKind::List &&
                                    (base.element_type == "float" || base.element_type == "int") &&
                                    !is_stored_to(base_id);
    if (is_list_of_scalars || base.kind == BaseKind::Str) {
      return hazards_.evidence.add(base.defined_at);
    }
    const IsArray is_array{base_id, rank, is_stored_to(base_id)};
    if (context_.holds(is_array)) {
      return hazards_.evidence.add(is_array);
    }
    ask(write, {is_array});
  }

  bool is_stored_to(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.mode == AccessMode::Write;
    });
  }

  // Numbers of a range or of enumerate are the iteration's own, elements of a sequence may not be.
  void add_loop_target(const Access& write) {
    const LoopId loop_id = write.loop_ids.back();
    const loop_ir::Loop& loop = nest_.loops[loop_id];
    if (loop.index_name_id == write.base_id || is_range(loop.domain.kind)) {
      return;
    }
    bool has_sequence = false;
    for (const Access& access : nest_.accesses) {
      const bool is_header_read =
          access.kind == AccessKind::Element && access.mode == AccessMode::Read &&
          !access.statement_id.is_valid() && !access.loop_ids.empty() &&
          access.loop_ids.back() == loop_id && !access.dimensions.front().index_id.is_valid();
      if (is_header_read) {
        has_sequence = true;
        add_element(write, access.base_id, 1);
      }
    }
    if (!has_sequence) {
      ask(write, {});
    }
  }

  static bool is_range(loop_ir::DomainKind kind) {
    using loop_ir::DomainKind;
    return kind == DomainKind::RangeShape || kind == DomainKind::RangeLen ||
           kind == DomainKind::RangeConst || kind == DomainKind::RangeSym ||
           kind == DomainKind::RangeExpr;
  }

  void ask(const Access& write, std::vector<Assumption> assumptions) {
    hazards_.questions.push_back(
        {Reason::Type, Stage::Types, std::move(assumptions),
         context_.in_words("{} may be changed in place, and with it what it was taken from",
                           nest_.names[write.base_id].text)});
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
};

}  // namespace

void add_in_place_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  InPlaceHazards in_place(context, loop_id, hazards);
  for (const loop_ir::StatementId statement_id : hazards.scan.statement_ids) {
    const auto* update =
        std::get_if<loop_ir::AugmentedAssign>(&context.nest.statements[statement_id].node);
    if (update != nullptr) {
      in_place.add(*update);
    }
  }
}

}  // namespace autopar::dependence
