#include "codegen/supported.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/overloaded.hpp"
#include "codegen/kernel_abi.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::NestTypes;
using typing::Representation;
using typing::ValueType;

using MaybeRefusal = std::optional<Refusal>;

MaybeRefusal refuse(SourceRange range, std::string detail) {
  return Refusal{RefusalKind::NotCompiledYet, range, std::move(detail)};
}

class Check {
 public:
  Check(const LoopNest& nest, const NestTypes& types) : nest_(nest), types_(types) {}

  MaybeRefusal run() {
    for (const auto& [name_id, data_type] : types_.arrays) {
      if (data_type != DataType::Float64) {
        return Refusal{RefusalKind::UnsupportedType, nest_.loops[LoopNest::root()].range,
                       "`" + nest_.names[name_id].text + "` is no float64 array"};
      }
    }
    return check_loop(LoopNest::root());
  }

 private:
  Representation representation(ExpressionId expression_id) const {
    return typing::representation_of(types_.of(expression_id));
  }

  bool is_int(NameId name_id) const {
    const auto found = types_.scalars.find(name_id);
    return found != types_.scalars.end() && found->second == typing::only(ValueType::Int);
  }

  bool is_int_form(const AffineForm& form) const {
    return std::ranges::all_of(form.symbol_terms(), [&](const AffineForm::SymbolTerm& term) {
      const Symbol& symbol = nest_.symbols[term.first];
      return symbol.kind == SymbolKind::Extent ? types_.arrays.contains(symbol.name_id)
                                               : is_int(symbol.name_id);
    });
  }

  MaybeRefusal check_loop(LoopId loop_id) {
    const Loop& loop = nest_.loops[loop_id];
    const IterationDomain& domain = loop.domain;
    if (loop.kind != LoopKind::For || !domain.wrappers.empty() || !domain.start || !domain.stop ||
        domain.step.value_or(0) == 0 || !loop.else_block.empty() ||
        !loop.index_name_id.is_valid()) {
      return refuse(loop.range, "a loop other than `for` over a range with affine bounds");
    }
    if (!is_int(loop.index_name_id) || !is_int_form(*domain.start) || !is_int_form(*domain.stop)) {
      return refuse(loop.range, "a loop whose index or bounds are not ints alone");
    }
    return check_block(loop.body);
  }

  MaybeRefusal check_block(const Block& block) {
    for (const StatementId statement_id : block) {
      if (auto refusal = check_statement(nest_.statements[statement_id])) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  MaybeRefusal check_statement(const Statement& statement) {
    return std::visit(
        Overloaded{
            [&](const Assign& assign) { return check_assign(assign, statement.range); },
            [&](const AugmentedAssign& assign) { return check_augmented(assign, statement); },
            [&](const LoopStatement& inner) { return check_loop(inner.loop_id); },
            [&](const Pass&) { return MaybeRefusal(); },
            [&](const auto&) {
              return refuse(statement.range, "a statement other than an assignment or a loop");
            }},
        statement.node);
  }

  MaybeRefusal check_assign(const Assign& assign, SourceRange range) {
    if (assign.target_ids.size() != 1) {
      return refuse(range, "chained assignment");
    }
    if (auto refusal = check_expression(assign.value_id)) {
      return refusal;
    }
    if (is_rounded_int(assign.target_ids.front(), assign.value_id)) {
      return refuse(range, "an int that is bound to a name which is a float elsewhere");
    }
    return check_target(assign.target_ids.front());
  }

  // A name that holds ints and floats holds its ints as doubles, which only small ones survive.
  bool is_rounded_int(ExpressionId target_id, ExpressionId value_id) const {
    const auto* name = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    if (name == nullptr || is_int(name->name_id) ||
        representation(value_id) == Representation::Double) {
      return false;
    }
    const auto* literal = std::get_if<IntegerLiteral>(&nest_.expressions[value_id].node);
    return literal == nullptr || !is_exact_as_double(literal->value);
  }

  MaybeRefusal check_augmented(const AugmentedAssign& assign, const Statement& statement) {
    if (auto refusal = check_expression(assign.value_id)) {
      return refusal;
    }
    const bool is_double = is_double_target(assign.target_id);
    if (!is_operator(assign.op, is_double)) {
      return refuse(statement.range, "this operator");
    }
    return check_target(assign.target_id);
  }

  bool is_double_target(ExpressionId target_id) const {
    const auto* name = std::get_if<NameRead>(&nest_.expressions[target_id].node);
    return name == nullptr || !is_int(name->name_id);
  }

  static bool is_operator(BinaryOperator op, bool is_double) {
    return op == BinaryOperator::Add || op == BinaryOperator::Subtract ||
           op == BinaryOperator::Multiply || (op == BinaryOperator::TrueDivide && is_double);
  }

  MaybeRefusal check_target(ExpressionId target_id) {
    const Expression& target = nest_.expressions[target_id];
    const auto* name = std::get_if<NameRead>(&target.node);
    if (name != nullptr && types_.scalars.contains(name->name_id)) {
      return std::nullopt;
    }
    return find_element(nest_, target_id)
               ? check_expression(target_id)
               : refuse(target.range, "a target other than a scalar name or an array element");
  }

  MaybeRefusal check_expression(ExpressionId expression_id) {
    const Expression& expression = nest_.expressions[expression_id];
    if (const auto element = find_element(nest_, expression_id)) {
      return check_element(*element, expression.range);
    }
    if (const auto extent = find_extent(nest_, expression_id)) {
      return types_.arrays.contains(extent->name_id)
                 ? std::nullopt
                 : refuse(expression.range, "the length of what is no array");
    }
    return std::visit(
        Overloaded{
            [](const IntegerLiteral&) { return MaybeRefusal(); },
            [&](const FloatLiteral& literal) {
              return std::isfinite(literal.value)
                         ? MaybeRefusal()
                         : refuse(expression.range, "a float literal that is infinite");
            },
            [&](const NameRead& name) {
              return types_.scalars.contains(name.name_id)
                         ? MaybeRefusal()
                         : refuse(expression.range, "a name that is no int or float");
            },
            [&](const Unary& unary) { return check_unary(unary, expression.range); },
            [&](const Binary& binary) { return check_binary(binary, expression_id); },
            [&](const auto&) { return refuse(expression.range, "this kind of expression"); }},
        expression.node);
  }

  MaybeRefusal check_element(const ElementReference& element, SourceRange range) {
    if (!types_.arrays.contains(element.base_id)) {
      return refuse(range, "an element of what is no array");
    }
    for (const ExpressionId index_id : element.index_ids) {
      if (types_.of(index_id) != typing::only(ValueType::Int)) {
        return refuse(range, "a subscript that is no int");
      }
      if (auto refusal = check_expression(index_id)) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  MaybeRefusal check_unary(const Unary& unary, SourceRange range) {
    if (unary.op != UnaryOperator::Negate && unary.op != UnaryOperator::Plus) {
      return refuse(range, "this operator");
    }
    return check_expression(unary.operand_id);
  }

  MaybeRefusal check_binary(const Binary& binary, ExpressionId expression_id) {
    if (!is_operator(binary.op, representation(expression_id) == Representation::Double)) {
      return refuse(nest_.expressions[expression_id].range, "this operator");
    }
    auto refusal = check_expression(binary.left_id);
    return refusal ? refusal : check_expression(binary.right_id);
  }

  const LoopNest& nest_;
  const NestTypes& types_;
};

}  // namespace

MaybeRefusal find_unsupported(const LoopNest& nest, const NestTypes& types) {
  if (!nest.is_in_region_language()) {
    return *nest.refusals.begin();
  }
  return Check(nest, types).run();
}

}  // namespace autopar::codegen
