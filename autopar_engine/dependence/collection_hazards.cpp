#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/hazards.hpp"
#include "dependence/own_collections.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

// How deep an expression may look into the object that a name in it stands for. Not at all: the
// reference is passed on, or takes part in arithmetic, which is about numbers. Cells: at how many
// there are and what is in them. Parts: at what they refer to, too.
enum class Look { Not, Cells, Parts };

class Looks {
 public:
  Looks(const LoopNest& nest, const LoopScan& scan) : nest_(nest) {
    parents_.resize(nest.expressions.size());
    for (const ExpressionId parent_id : nest.expressions.ids()) {
      for (const ExpressionId operand_id : loop_ir::operands_of(nest.expressions[parent_id].node)) {
        parents_[operand_id.index()] = parent_id;
      }
    }
    for (const StatementId statement_id : scan.statement_ids) {
      const auto& node = nest.statements[statement_id].node;
      if (const auto* assign = std::get_if<loop_ir::Assign>(&node)) {
        add_assignment(*assign);
      }
    }
    for (const loop_ir::Loop& loop : nest.loops) {
      add_target(loop.target_id);
    }
  }

  Look look_at(ExpressionId expression_id) const {
    if (handed_on_.contains(expression_id)) {
      return Look::Not;
    }
    const ExpressionId parent_id = parents_[expression_id.index()];
    if (!parent_id.is_valid()) {
      return Look::Cells;
    }
    const auto& parent = nest_.expressions[parent_id].node;
    if (const auto* subscript = std::get_if<loop_ir::Subscript>(&parent)) {
      const bool is_number = look_at(parent_id) == Look::Not;
      return subscript->base_id != expression_id ? Look::Not
             : is_number                         ? Look::Cells
                                                 : Look::Parts;
    }
    if (const auto* call = std::get_if<Call>(&parent)) {
      return call->callee_id == expression_id || takes_numbers(*call) || keeps(*call) ? Look::Not
             : call->resolved == "len"                                                ? Look::Cells
                                                                                      : Look::Parts;
    }
    if (std::holds_alternative<loop_ir::Attribute>(parent)) {
      const ExpressionId call_id = parents_[parent_id.index()];
      const auto* call =
          call_id.is_valid() ? std::get_if<Call>(&nest_.expressions[call_id].node) : nullptr;
      const bool grows = call != nullptr && call->callee_id == parent_id && keeps(*call);
      return grows ? Look::Cells : Look::Parts;
    }
    if (const auto* comparison = std::get_if<loop_ir::Comparison>(&parent)) {
      return is_membership(*comparison) ? Look::Parts : Look::Not;
    }
    if (const auto* choice = std::get_if<loop_ir::Conditional>(&parent)) {
      return choice->test_id == expression_id ? Look::Cells : look_at(parent_id);
    }
    if (std::holds_alternative<loop_ir::Display>(parent)) {
      return look_at(parent_id);
    }
    const bool is_arithmetic = std::holds_alternative<loop_ir::Binary>(parent) ||
                               std::holds_alternative<loop_ir::Unary>(parent);
    return is_arithmetic ? Look::Not : Look::Parts;
  }

 private:
  // `a, b = x` looks into x, `a, b = x, y` into neither.
  void add_assignment(const loop_ir::Assign& assign) {
    const auto is_display = [this](ExpressionId expression_id) {
      return std::holds_alternative<loop_ir::Display>(nest_.expressions[expression_id].node);
    };
    if (is_display(assign.value_id) || std::ranges::none_of(assign.target_ids, is_display)) {
      handed_on_.insert(assign.value_id);
    }
    for (const ExpressionId target_id : assign.target_ids) {
      add_target(target_id);
    }
  }

  // Names that are bound; of `x[i]` x is looked into.
  void add_target(ExpressionId target_id) {
    if (!target_id.is_valid()) {
      return;
    }
    const auto& node = nest_.expressions[target_id].node;
    if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
      std::ranges::for_each(display->element_ids, [this](ExpressionId each) { add_target(each); });
    }
    handed_on_.insert(target_id);
  }

  // `s.append(e)` or `s.add(e)` keeps e as it is.
  bool keeps(const Call& call) const {
    const auto* method = std::get_if<loop_ir::Attribute>(&nest_.expressions[call.callee_id].node);
    return method != nullptr && (method->attribute == "append" || method->attribute == "add");
  }

  // A list among the arguments raises.
  static bool takes_numbers(const Call& call) {
    static constexpr auto kTakers = std::to_array<std::string_view>(
        {"abs", "chr", "divmod", "float", "int", "pow", "range", "round"});
    return call.resolved.starts_with("math.") ||
           std::ranges::find(kTakers, call.resolved) != kTakers.end();
  }

  static bool is_membership(const loop_ir::Comparison& comparison) {
    return std::ranges::any_of(comparison.rest, [](const auto& part) {
      return part.first == loop_ir::ComparisonOperator::In ||
             part.first == loop_ir::ComparisonOperator::NotIn;
    });
  }

  const LoopNest& nest_;
  // Not valid for an expression that is no operand.
  std::vector<ExpressionId> parents_;
  std::set<ExpressionId> handed_on_;
};

class CollectionHazards {
 public:
  CollectionHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context),
        nest_(context.nest),
        loop_id_(loop_id),
        hazards_(hazards),
        looks_(context.nest, hazards.scan) {}

  void add(NameId name_id) {
    for (const auto& [other_id, look] : looked_into()) {
      if (other_id == name_id || can_not_be(other_id, name_id)) {
        continue;
      }
      // What holds other objects may hold this one.
      const bool has_guard =
          look == Look::Cells && nest_.names[other_id].kind != BaseKind::Iterator;
      hazards_.questions.push_back(
          {Reason::Alias, Stage::Types,
           has_guard ? std::vector<Assumption>{AreTwoObjects{std::min(name_id, other_id),
                                                             std::max(name_id, other_id)}}
                     : std::vector<Assumption>{},
           fmt::format("{} may see how {} grows", nest_.names[other_id].text,
                       nest_.names[name_id].text)});
    }
  }

 private:
  // Whatever the loop looks into, its own iterable included.
  std::map<NameId, Look> looked_into() const {
    std::map<NameId, Look> names;
    const loop_ir::Loop& loop = nest_.loops[loop_id_];
    for (const ExpressionId expression_id : nest_.expressions.ids()) {
      const loop_ir::Expression& expression = nest_.expressions[expression_id];
      const auto* read = std::get_if<loop_ir::NameRead>(&expression.node);
      // The range of a comprehension's clause leaves out what it computes.
      const bool is_here =
          loop_ir::is_comprehension(loop.kind) ||
          (expression.range.begin >= loop.range.begin && expression.range.end <= loop.range.end);
      const Look look = read != nullptr && is_here ? looks_.look_at(expression_id) : Look::Not;
      if (look != Look::Not) {
        names[read->name_id] = std::max(names[read->name_id], look);
      }
    }
    for (const loop_ir::AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      if (access.kind != AccessKind::Scalar && !has_name(access)) {
        names[access.base_id] = Look::Parts;
      }
    }
    return names;
  }

  // The access is one of the names that the expressions show.
  bool has_name(const Access& access) const {
    return access.expression_id.is_valid() && !std::holds_alternative<loop_ir::OpaqueExpression>(
                                                  nest_.expressions[access.expression_id].node);
  }

  // By its kind, or since both were made by definitions of their own.
  bool can_not_be(NameId other_id, NameId name_id) const {
    const loop_ir::Name& other = nest_.names[other_id];
    const loop_ir::Name& name = nest_.names[name_id];
    switch (other.kind) {
      case BaseKind::Unknown:
      case BaseKind::Param:
      case BaseKind::Object:
      case BaseKind::Iterator:
        break;
      case BaseKind::List:
      case BaseKind::Set:
        return (name.kind != other.kind && name.kind != BaseKind::Unknown &&
                name.kind != BaseKind::Param) ||
               (name.is_fresh && other.is_fresh);
      default:
        return !other.is_written;
    }
    return !other.imported_as.empty() || shares_no_memory(nest_, other_id) ||
           is_only_reached_by_name(nest_, other_id, loop_id_) ||
           describe_base(context_, other_id, loop_id_).is_made_in_iteration;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
  Looks looks_;
};

bool grows(const ScalarFlow& row) {
  return row.flow == ScalarClass::Append || row.flow == ScalarClass::Commuting ||
         row.flow == ScalarClass::Concat;
}

}  // namespace

void add_collection_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  std::set<NameId> names;
  for (const ScalarFlow& row : hazards.scalars) {
    const bool is_text = context.nest.names[row.name_id].kind == BaseKind::Str;
    if (grows(row) && !row.is_element && !is_text &&
        !is_only_reached_by_name(context.nest, row.name_id, loop_id)) {
      names.insert(row.name_id);
    }
  }
  if (names.empty()) {
    return;
  }
  CollectionHazards collections(context, loop_id, hazards);
  for (const NameId name_id : names) {
    collections.add(name_id);
  }
}

}  // namespace autopar::dependence
