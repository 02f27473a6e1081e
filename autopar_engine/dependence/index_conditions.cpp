#include "dependence/index_conditions.hpp"

#include <algorithm>
#include <optional>

#include "base/overloaded.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AffineForm;
using loop_ir::ComparisonOperator;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

using Form = std::optional<AffineForm>;

ComparisonOperator opposite(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::Less:
      return ComparisonOperator::GreaterEqual;
    case ComparisonOperator::LessEqual:
      return ComparisonOperator::Greater;
    case ComparisonOperator::Greater:
      return ComparisonOperator::LessEqual;
    case ComparisonOperator::GreaterEqual:
      return ComparisonOperator::Less;
    case ComparisonOperator::NotEqual:
      return ComparisonOperator::Equal;
    default:
      return ComparisonOperator::NotEqual;
  }
}

class IndexConditions {
 public:
  IndexConditions(const LoopNest& nest, const Access& access) : nest_(nest), access_(access) {}

  std::vector<AffineForm> run() {
    for (const loop_ir::PathCondition& condition : access_.conditions) {
      add(condition.test_id, condition.holds);
    }
    return std::move(forms_);
  }

 private:
  void add(ExpressionId test_id, bool holds) {
    std::visit(Overloaded{
                   [&](const loop_ir::Comparison& each) { add_comparison(each, holds); },
                   [&](const loop_ir::BooleanOperation& each) { add_joined(each, holds); },
                   [&](const loop_ir::Unary& each) {
                     if (each.op == loop_ir::UnaryOperator::Not) {
                       add(each.operand_id, !holds);
                     }
                   },
                   [](const auto&) {},
               },
               nest_.expressions[test_id].node);
  }

  void add_joined(const loop_ir::BooleanOperation& operation, bool holds) {
    if ((operation.op == loop_ir::BooleanOperator::And) != holds) {
      return;
    }
    for (const ExpressionId operand_id : operation.operand_ids) {
      add(operand_id, holds);
    }
  }

  // If a chain `a < b < c` fails, it is not known which of its links does.
  void add_comparison(const loop_ir::Comparison& comparison, bool holds) {
    if (!holds && comparison.rest.size() != 1) {
      return;
    }
    ExpressionId left_id = comparison.first_id;
    for (const auto& [op, right_id] : comparison.rest) {
      const Form left = form_of(left_id);
      const Form right = form_of(right_id);
      if (left && right) {
        add_relation(*left, holds ? op : opposite(op), *right);
      }
      left_id = right_id;
    }
  }

  void add_relation(const AffineForm& left, ComparisonOperator op, const AffineForm& right) {
    switch (op) {
      case ComparisonOperator::Less:
        return add_difference(right, left, 1);
      case ComparisonOperator::LessEqual:
        return add_difference(right, left, 0);
      case ComparisonOperator::Greater:
        return add_difference(left, right, 1);
      case ComparisonOperator::GreaterEqual:
        return add_difference(left, right, 0);
      case ComparisonOperator::Equal:
        add_difference(left, right, 0);
        return add_difference(right, left, 0);
      default:
        return;
    }
  }

  // larger - smaller - gap is not negative.
  void add_difference(const AffineForm& larger, const AffineForm& smaller, std::int64_t gap) {
    const Form difference = larger.minus(smaller);
    const Form form = difference ? difference->minus(AffineForm::of_constant(gap)) : std::nullopt;
    if (form) {
      forms_.push_back(*form);
    }
  }

  [[nodiscard]] Form form_of(ExpressionId expression_id) const {
    return std::visit(Overloaded{
                          [](const loop_ir::IntegerLiteral& literal) {
                            return Form(AffineForm::of_constant(literal.value));
                          },
                          [&](const loop_ir::NameRead& name) {
                            return form_of_name(name.name_id, expression_id);
                          },
                          [&](const loop_ir::Unary& unary) {
                            const Form operand = unary.op == loop_ir::UnaryOperator::Negate
                                                     ? form_of(unary.operand_id)
                                                     : std::nullopt;
                            return operand ? operand->times(-1) : std::nullopt;
                          },
                          [&](const loop_ir::Binary& binary) { return form_of_binary(binary); },
                          [](const auto&) { return Form(); },
                      },
                      nest_.expressions[expression_id].node);
  }

  [[nodiscard]] Form form_of_binary(const loop_ir::Binary& binary) const {
    const Form left = form_of(binary.left_id);
    const Form right = left ? form_of(binary.right_id) : std::nullopt;
    return right ? loop_ir::apply_operator(binary.op, *left, *right) : std::nullopt;
  }

  [[nodiscard]] Form form_of_name(NameId name_id, ExpressionId read_id) const {
    const auto writes = std::ranges::count_if(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.mode == loop_ir::AccessMode::Write;
    });
    if (writes == 0) {
      return form_of_symbol(name_id);
    }
    const auto binds = [&](LoopId loop_id) {
      return nest_.loops[loop_id].index_name_id == name_id;
    };
    const auto& around = access_.loop_ids;
    const bool is_index =
        writes == std::ranges::count(nest_.loops, name_id, &Loop::index_name_id) &&
        std::ranges::count_if(around, binds) == 1;
    const LoopId loop_id = is_index ? *std::ranges::find_if(around, binds) : LoopId();
    return is_index && holds_test(nest_.loops[loop_id], read_id)
               ? Form(AffineForm::of_loop(loop_id))
               : std::nullopt;
  }

  // A test before the loop reads what another one left behind.
  [[nodiscard]] bool holds_test(const Loop& loop, ExpressionId read_id) const {
    const SourceRange range = nest_.expressions[read_id].range;
    return loop.kind == loop_ir::LoopKind::For && loop.range.begin < range.begin &&
           range.end <= loop.range.end;
  }

  [[nodiscard]] Form form_of_symbol(NameId name_id) const {
    const loop_ir::Name& name = nest_.names[name_id];
    if (name.kind != loop_ir::BaseKind::Integer || name.is_written || name.is_shared) {
      return std::nullopt;
    }
    for (const loop_ir::SymbolId symbol_id : nest_.symbols.ids()) {
      const loop_ir::Symbol& symbol = nest_.symbols[symbol_id];
      if (symbol.kind == loop_ir::SymbolKind::Value && symbol.name_id == name_id &&
          !symbol.varies_with.is_valid()) {
        return AffineForm::of_symbol(symbol_id);
      }
    }
    return std::nullopt;
  }

  const LoopNest& nest_;
  const Access& access_;
  std::vector<AffineForm> forms_;
};

}  // namespace

std::vector<AffineForm> index_conditions(const LoopNest& nest, const Access& access) {
  return IndexConditions(nest, access).run();
}

}  // namespace autopar::dependence
