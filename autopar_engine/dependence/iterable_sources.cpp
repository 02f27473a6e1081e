#include "dependence/iterable_sources.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "dependence/access_queries.hpp"
#include "dependence/iterable_takers.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

bool is_measured(const LoopNest& nest, ExpressionId expression_id) {
  return std::ranges::any_of(nest.expressions, [&](const loop_ir::Expression& expression) {
    const auto* call = std::get_if<Call>(&expression.node);
    return call != nullptr && call->resolved == "len" && call->arguments.size() == 1 &&
           call->arguments.front().value_id == expression_id;
  });
}

class Tracer {
 public:
  Tracer(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {}

  IterableSources run(const std::vector<Consumption>& consumptions) {
    for (const Consumption& each : consumptions) {
      if (each.is_of_elements) {
        add_elements(each.expression_id);
      } else {
        add(each.expression_id);
      }
    }
    return std::move(sources_);
  }

 private:
  void add_all(const std::vector<ExpressionId>& expression_ids) {
    for (const ExpressionId expression_id : expression_ids) {
      add(expression_id);
    }
  }

  // What stands where an iterable is taken: a name, an element of one, or a choice among some.
  void add(ExpressionId expression_id) {
    const auto& node = nest_.expressions[expression_id].node;
    if (const auto* choice = std::get_if<loop_ir::Conditional>(&node)) {
      add(choice->when_true_id);
      return add(choice->when_false_id);
    }
    if (const auto* either = std::get_if<loop_ir::BooleanOperation>(&node)) {
      return add_all(either->operand_ids);
    }
    if (const auto* subscript = std::get_if<loop_ir::Subscript>(&node)) {
      return add_subscript(*subscript);
    }
    if (const auto* call = std::get_if<Call>(&node)) {
      return add_result(*call);
    }
    if (const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node)) {
      return add_all(opaque->operand_ids);
    }
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    if (name != nullptr) {
      add_name(name->name_id);
    } else if (const auto* attribute = std::get_if<loop_ir::Attribute>(&node)) {
      add_attribute(expression_id, *attribute);
    }
  }

  // A slice is a sequence of its own.
  void add_subscript(const loop_ir::Subscript& subscript) {
    const bool is_slice = std::ranges::any_of(subscript.index_ids, [&](ExpressionId index_id) {
      return std::holds_alternative<loop_ir::Slice>(nest_.expressions[index_id].node);
    });
    if (!is_slice) {
      add_elements(subscript.base_id);
    }
  }

  // `iter(x)` of an iterator is x.
  void add_result(const Call& call) {
    const bool is_helper = call.resolved.starts_with(loop_ir::kHelperPrefix);
    const bool is_choice = call.resolved == "max" || call.resolved == "min";
    for (const loop_ir::Argument& argument : call.arguments) {
      if (is_helper || is_choice || call.resolved == "iter") {
        add(argument.value_id);
      }
    }
    if (is_helper || gives_element(call)) {
      add_elements_of_operands(call);
    }
  }

  // Of the receiver of a method, which gives its second argument where there is no element; of the
  // first argument of a function, or of each.
  void add_elements_of_operands(const Call& call) {
    const auto* method = std::get_if<loop_ir::Attribute>(&nest_.expressions[call.callee_id].node);
    if (method != nullptr && call.resolved.starts_with('.')) {
      add_elements(method->object_id);
      return call.arguments.size() > 1 ? add(call.arguments[1].value_id) : void();
    }
    for (const loop_ir::Argument& argument : call.arguments) {
      add_elements(argument.value_id);
      if (looks_at_first_argument(call)) {
        return;
      }
    }
  }

  // An attribute that is no name of the nest belongs to something that a name leads to.
  void add_attribute(ExpressionId expression_id, const loop_ir::Attribute& attribute) {
    if (!add_chain(loop_ir::print_expression(nest_, expression_id), sources_.names)) {
      add_elements(attribute.object_id);
    }
  }

  // What is taken from an element of the object that the expression gives.
  void add_elements(ExpressionId expression_id) {
    const auto& node = nest_.expressions[expression_id].node;
    if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
      return add_elements_of_name(name->name_id);
    }
    if (const auto* subscript = std::get_if<loop_ir::Subscript>(&node)) {
      return add_elements(subscript->base_id);
    }
    if (const auto* attribute = std::get_if<loop_ir::Attribute>(&node)) {
      if (!add_chain(loop_ir::print_expression(nest_, expression_id), sources_.containers)) {
        add_elements(attribute->object_id);
      }
      return;
    }
    if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
      return add_all(display->element_ids);
    }
    if (const auto* call = std::get_if<Call>(&node)) {
      return add_elements_of_result(*call);
    }
    if (const auto* comprehension = std::get_if<loop_ir::Comprehension>(&node)) {
      return add_values(nest_.loops[comprehension->loop_id].body);
    }
    sources_.has_unknown =
        sources_.has_unknown || std::holds_alternative<loop_ir::OpaqueExpression>(node);
    for (const ExpressionId operand_id : loop_ir::operands_of(node)) {
      add_elements(operand_id);
    }
  }

  // What the clauses of a comprehension lead to.
  void add_values(const loop_ir::Block& body) {
    for (const loop_ir::StatementId statement_id : body) {
      const auto& node = nest_.statements[statement_id].node;
      if (const auto* element = std::get_if<loop_ir::ExpressionStatement>(&node)) {
        add(element->value_id);
      } else if (const auto* branch = std::get_if<loop_ir::If>(&node)) {
        add_values(branch->then_block);
      } else if (const auto* inner = std::get_if<loop_ir::LoopStatement>(&node)) {
        add_values(nest_.loops[inner->loop_id].body);
      }
    }
  }

  void add_elements_of_result(const Call& call) {
    if (hands_out_elements(call) || gives_element(call)) {
      add_elements_of_operands(call);
    } else {
      sources_.has_unknown = sources_.has_unknown || !hands_out_no_iterators(call);
    }
  }

  // `t = x` in the loop makes t stand for x, `for t in x` for its elements.
  void add_name(NameId name_id) {
    if (!sources_.names.insert(name_id).second || has_items(nest_, loop_id_, name_id)) {
      return;
    }
    follow_bindings(name_id, [this](ExpressionId value_id) { add(value_id); });
    sources_.has_unknown = sources_.has_unknown ||
                           (nest_.names[name_id].kind == BaseKind::Iterator && !is_used(name_id));
  }

  bool is_used(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && is_inside(access, loop_id_);
    });
  }

  void add_elements_of_name(NameId name_id) {
    if (sources_.containers.insert(name_id).second) {
      follow_bindings(name_id, [this](ExpressionId value_id) { add_elements(value_id); });
    }
  }

  template <class Visit>
  void follow_bindings(NameId name_id, Visit visit) {
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      if (access.base_id != name_id || access.kind != AccessKind::Scalar ||
          access.mode != AccessMode::Write) {
        continue;
      }
      if (access.statement_id.is_valid()) {
        follow_statement(access, visit);
      } else if (is_target(name_id, nest_.loops[access.loop_ids.back()])) {
        add_target(name_id, nest_.loops[access.loop_ids.back()]);
      } else {
        sources_.has_unknown = true;
      }
    }
  }

  // Else a header binds the name by the way: `while (t := f()):`.
  bool is_target(NameId name_id, const Loop& loop) const {
    return loop.target_id.is_valid() &&
           std::ranges::any_of(
               loop_ir::subtree_of(nest_, loop.target_id), [&](ExpressionId part_id) {
                 const auto* read =
                     std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node);
                 return read != nullptr && read->name_id == name_id;
               });
  }

  // `t = x`, `t, u = x, y` or `t, u = x`; `t += x` leaves no iterator behind.
  template <class Visit>
  void follow_statement(const Access& write, Visit visit) {
    const auto& statement = nest_.statements[write.statement_id].node;
    const auto* assign = std::get_if<loop_ir::Assign>(&statement);
    const auto is_part = [&](ExpressionId target_id) {
      const auto parts = loop_ir::subtree_of(nest_, target_id);
      return std::ranges::find(parts, write.expression_id) != parts.end();
    };
    if (assign == nullptr || std::ranges::none_of(assign->target_ids, is_part)) {
      sources_.has_unknown =
          sources_.has_unknown || !std::holds_alternative<loop_ir::AugmentedAssign>(statement);
      return;
    }
    const auto* parts = std::get_if<loop_ir::Display>(&nest_.expressions[assign->value_id].node);
    if (std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end()) {
      visit(assign->value_id);
    } else if (parts != nullptr) {
      std::ranges::for_each(parts->element_ids, visit);
    } else {
      add_elements(assign->value_id);
    }
  }

  // The name stands for what the header of the loop hands out, or for a part of it.
  void add_target(NameId name_id, const Loop& loop) {
    if (loop.index_name_id == name_id) {
      return;
    }
    const auto* call = std::get_if<Call>(&nest_.expressions[loop.iterable_id].node);
    const auto position = position_in_target(name_id, loop);
    const bool is_pairing = call != nullptr && call->resolved == "zip" && position;
    if (is_pairing && *position < call->arguments.size()) {
      return add_elements(call->arguments[*position].value_id);
    }
    add_elements(loop.iterable_id);
  }

  std::optional<std::size_t> position_in_target(NameId name_id, const Loop& loop) const {
    const auto* target = std::get_if<loop_ir::Display>(&nest_.expressions[loop.target_id].node);
    if (target == nullptr) {
      return std::nullopt;
    }
    for (std::size_t position = 0; position < target->element_ids.size(); ++position) {
      const auto* part =
          std::get_if<loop_ir::NameRead>(&nest_.expressions[target->element_ids[position]].node);
      if (part != nullptr && part->name_id == name_id) {
        return position;
      }
    }
    return std::nullopt;
  }

  // Whether the nest has a name for the chain.
  bool add_chain(std::string_view text, std::set<NameId>& names) const {
    for (const NameId name_id : nest_.names.ids()) {
      if (nest_.names[name_id].text == text) {
        names.insert(name_id);
        return true;
      }
    }
    return false;
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  IterableSources sources_;
};

}  // namespace

bool has_items(const LoopNest& nest, LoopId loop_id, NameId name_id) {
  const auto bindings = std::ranges::count_if(nest.accesses, [&](const Access& access) {
    return access.base_id == name_id && access.kind == AccessKind::Scalar &&
           access.mode == AccessMode::Write && is_inside(access, loop_id);
  });
  return bindings < 2 &&
         std::ranges::any_of(
             nest.accesses,
             [&](const Access& access) {
               if (access.base_id != name_id || !access.statement_id.is_valid() ||
                   access.is_skippable || !happens_once(nest, access, loop_id)) {
                 return false;
               }
               const bool is_subscripted = access.kind == AccessKind::Element &&
                                           !access.dimensions.empty() &&
                                           access.dimensions.front().index_id.is_valid();
               return is_subscripted ||
                      (access.mode == AccessMode::Read && is_measured(nest, access.expression_id));
             });
}

IterableSources sources_of(const LoopNest& nest, LoopId loop_id,
                           const std::vector<Consumption>& consumptions) {
  return Tracer(nest, loop_id).run(consumptions);
}

}  // namespace autopar::dependence
