#include <fmt/format.h>

#include <algorithm>

#include "dependence/access_queries.hpp"
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
    if (target == nullptr) {
      return;
    }
    for (const Access& access : nest_.accesses) {
      const bool binds = access.base_id == target->name_id && access.kind == AccessKind::Scalar &&
                         access.mode == AccessMode::Write && is_inside(access, loop_id_);
      if (binds && access.expression_id != update.target_id) {
        add_binding(access);
      }
    }
  }

 private:
  void add_binding(const Access& write) {
    if (!write.statement_id.is_valid()) {
      return add_loop_target(write);
    }
    const auto* assign = std::get_if<loop_ir::Assign>(&nest_.statements[write.statement_id].node);
    if (assign == nullptr) {
      return;
    }
    const bool is_plain =
        std::ranges::find(assign->target_ids, write.expression_id) != assign->target_ids.end();
    add_value(write, is_plain ? assign->value_id : ExpressionId());
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
         fmt::format("{} may be changed in place, and with it what it was taken from",
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
