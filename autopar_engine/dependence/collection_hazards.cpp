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
#include "dependence/updates.hpp"
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
// reference is passed on, or a list in its place would raise. Cells: at how many there are, or at
// references in them that are passed on. Parts: at what they refer to, too.
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
      return compares_identity(*comparison) ? Look::Not : Look::Parts;
    }
    if (const auto* choice = std::get_if<loop_ir::Conditional>(&parent)) {
      return choice->test_id == expression_id ? Look::Cells : look_at(parent_id);
    }
    if (std::holds_alternative<loop_ir::Display>(parent)) {
      return look_at(parent_id);
    }
    if (const auto* binary = std::get_if<loop_ir::Binary>(&parent)) {
      return look_at_operand(*binary, expression_id);
    }
    const auto* unary = std::get_if<loop_ir::Unary>(&parent);
    const bool raises = unary != nullptr && unary->op != loop_ir::UnaryOperator::Not;
    return raises ? Look::Not : Look::Parts;
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
    static constexpr auto kOfLists =
        std::to_array<std::string_view>({"math.dist", "math.fsum", "math.prod", "math.sumprod"});
    const bool is_scalar = call.resolved.starts_with("math.") &&
                           std::ranges::find(kOfLists, call.resolved) == kOfLists.end();
    return is_scalar || std::ranges::find(kTakers, call.resolved) != kTakers.end();
  }

  static bool compares_identity(const loop_ir::Comparison& comparison) {
    return std::ranges::all_of(comparison.rest, [](const auto& part) {
      return part.first == loop_ir::ComparisonOperator::Is ||
             part.first == loop_ir::ComparisonOperator::IsNot;
    });
  }

  // Sums and multiples of lists have their cells, a text may be made of all that they hold.
  static Look look_of(loop_ir::BinaryOperator op) {
    switch (op) {
      case loop_ir::BinaryOperator::Add:
      case loop_ir::BinaryOperator::Multiply:
      case loop_ir::BinaryOperator::Modulo:
      case loop_ir::BinaryOperator::BitAnd:
      case loop_ir::BinaryOperator::BitOr:
      case loop_ir::BinaryOperator::BitXor:
      case loop_ir::BinaryOperator::Subtract:
      case loop_ir::BinaryOperator::MatrixMultiply:
        return Look::Parts;
      case loop_ir::BinaryOperator::TrueDivide:
      case loop_ir::BinaryOperator::FloorDivide:
      case loop_ir::BinaryOperator::Power:
      case loop_ir::BinaryOperator::LeftShift:
      case loop_ir::BinaryOperator::RightShift:
        break;
    }
    return Look::Not;
  }

  // With a number on the other side a list raises, but for multiples.
  Look look_at_operand(const loop_ir::Binary& binary, ExpressionId expression_id) const {
    const ExpressionId other_id =
        binary.left_id == expression_id ? binary.right_id : binary.left_id;
    const bool is_multiple = binary.op == loop_ir::BinaryOperator::Multiply;
    return !is_multiple && is_known_number(nest_, other_id) ? Look::Not : look_of(binary.op);
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
      if (other_id == name_id || can_not_be(other_id, name_id, look)) {
        continue;
      }
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

  // By its kind, or since both were made by definitions of their own. What holds other objects may
  // hold this one.
  bool can_not_be(NameId other_id, NameId name_id, Look look) const {
    const loop_ir::Name& other = nest_.names[other_id];
    const loop_ir::Name& name = nest_.names[name_id];
    const bool is_open = name.kind == BaseKind::Unknown || name.kind == BaseKind::Param;
    switch (other.kind) {
      case BaseKind::Unknown:
      case BaseKind::Param:
      case BaseKind::Object:
      case BaseKind::Iterator:
        break;
      case BaseKind::List:
      case BaseKind::Set:
      case BaseKind::Dict:
      case BaseKind::Frame:
        return look == Look::Cells && !other.is_written &&
               ((name.kind != other.kind && !is_open) || (name.is_fresh && other.is_fresh));
      case BaseKind::Ndarray:
      case BaseKind::Str:
      case BaseKind::Integer:
      case BaseKind::Float:
      case BaseKind::Boolean:
      case BaseKind::Function:
      case BaseKind::Module:
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
