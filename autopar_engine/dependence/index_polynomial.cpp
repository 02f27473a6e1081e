#include "dependence/index_polynomial.hpp"

#include <algorithm>
#include <ranges>

#include "base/checked_int.hpp"
#include "base/overloaded.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SymbolId;

using Result = std::optional<Polynomial>;

// Longer subscripts are given up.
constexpr std::size_t kMaximumTerms = 64;

bool add_term(Polynomial& sum, const Monomial& monomial, std::int64_t coefficient) {
  const auto total = checked_add(sum[monomial], coefficient);
  if (!total || sum.size() > kMaximumTerms) {
    return false;
  }
  sum[monomial] = *total;
  if (*total == 0) {
    sum.erase(monomial);
  }
  return true;
}

Result add(Polynomial left, const Polynomial& right) {
  for (const auto& [monomial, coefficient] : right) {
    if (!add_term(left, monomial, coefficient)) {
      return std::nullopt;
    }
  }
  return left;
}

template <class Id>
std::vector<Id> merged(const std::vector<Id>& left, const std::vector<Id>& right) {
  std::vector<Id> both;
  std::ranges::merge(left, right, std::back_inserter(both));
  return both;
}

Result multiply(const Polynomial& left, const Polynomial& right) {
  Polynomial product;
  for (const auto& [first, first_coefficient] : left) {
    for (const auto& [second, second_coefficient] : right) {
      const auto coefficient = checked_multiply(first_coefficient, second_coefficient);
      const Monomial monomial{merged(first.loop_ids, second.loop_ids),
                              merged(first.symbol_ids, second.symbol_ids)};
      if (!coefficient || !add_term(product, monomial, *coefficient)) {
        return std::nullopt;
      }
    }
  }
  return product;
}

Polynomial constant(std::int64_t value) {
  return value == 0 ? Polynomial() : Polynomial{{Monomial(), value}};
}

class Converter {
 public:
  Converter(LoopNest& nest, const Access& access) : nest_(nest), access_(access) {}

  Result convert(ExpressionId expression_id) {
    if (const auto extent = loop_ir::find_extent(nest_, expression_id)) {
      return known_symbol(loop_ir::SymbolKind::Extent, extent->name_id, extent->dimension);
    }
    return std::visit(
        Overloaded{
            [](const loop_ir::IntegerLiteral& each) -> Result { return constant(each.value); },
            [&](const loop_ir::NameRead& each) { return convert_name(each.name_id); },
            [&](const loop_ir::Unary& each) { return convert_unary(each); },
            [&](const loop_ir::Binary& each) { return convert_binary(each); },
            [](const auto&) -> Result { return std::nullopt; }},
        nest_.expressions[expression_id].node);
  }

 private:
  Result convert_unary(const loop_ir::Unary& unary) {
    const Result operand = convert(unary.operand_id);
    if (!operand || unary.op != loop_ir::UnaryOperator::Negate) {
      return std::nullopt;
    }
    return multiply(*operand, constant(-1));
  }

  Result convert_binary(const loop_ir::Binary& binary) {
    const Result left = convert(binary.left_id);
    const Result right = left ? convert(binary.right_id) : std::nullopt;
    if (!right) {
      return std::nullopt;
    }
    switch (binary.op) {
      case BinaryOperator::Add:
        return add(*left, *right);
      case BinaryOperator::Subtract: {
        const Result negated = multiply(*right, constant(-1));
        return negated ? add(*left, *negated) : std::nullopt;
      }
      case BinaryOperator::Multiply:
        return multiply(*left, *right);
      default:
        return std::nullopt;
    }
  }

  Result convert_name(NameId name_id) {
    for (const LoopId loop_id : std::views::reverse(access_.loop_ids)) {
      if (nest_.loops[loop_id].index_name_id == name_id) {
        return is_written_once(name_id) ? Result(Polynomial{{Monomial{{loop_id}, {}}, 1}})
                                        : std::nullopt;
      }
    }
    const loop_ir::Name& name = nest_.names[name_id];
    const bool may_be_integer = name.kind == loop_ir::BaseKind::Integer ||
                                name.kind == loop_ir::BaseKind::Param ||
                                name.kind == loop_ir::BaseKind::Unknown;
    if (name.is_written || !may_be_integer) {
      return std::nullopt;
    }
    if (const Result known = known_symbol(loop_ir::SymbolKind::Value, name_id, 0)) {
      return known;
    }
    const SymbolId symbol_id =
        nest_.symbols.add({loop_ir::SymbolKind::Value, name_id, 0, LoopId()});
    return Polynomial{{Monomial{{}, {symbol_id}}, 1}};
  }

  bool is_written_once(NameId name_id) const {
    return 1 == std::ranges::count_if(nest_.accesses, [&](const Access& access) {
             return access.base_id == name_id && access.mode == AccessMode::Write;
           });
  }

  Result known_symbol(loop_ir::SymbolKind kind, NameId name_id, std::uint32_t dimension) const {
    for (const SymbolId symbol_id : nest_.symbols.ids()) {
      const loop_ir::Symbol& symbol = nest_.symbols[symbol_id];
      if (symbol == loop_ir::Symbol{kind, name_id, dimension, LoopId()}) {
        return Polynomial{{Monomial{{}, {symbol_id}}, 1}};
      }
    }
    return std::nullopt;
  }

  LoopNest& nest_;
  const Access& access_;
};

}  // namespace

std::optional<Polynomial> make_polynomial(LoopNest& nest, const Access& access,
                                          ExpressionId index_id) {
  return Converter(nest, access).convert(index_id);
}

Polynomial to_polynomial(const AffineForm& form) {
  Polynomial polynomial = constant(form.constant());
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    polynomial[Monomial{{loop_id}, {}}] = coefficient;
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    polynomial[Monomial{{}, {symbol_id}}] = coefficient;
  }
  return polynomial;
}

std::optional<AffineForm> to_affine(const Polynomial& polynomial) {
  std::optional<AffineForm> form = AffineForm();
  for (const auto& [monomial, coefficient] : polynomial) {
    if (monomial.degree() > 1) {
      return std::nullopt;
    }
    const AffineForm unit =
        !monomial.loop_ids.empty()     ? AffineForm::of_loop(monomial.loop_ids.front())
        : !monomial.symbol_ids.empty() ? AffineForm::of_symbol(monomial.symbol_ids.front())
                                       : AffineForm::of_constant(1);
    const auto term = unit.times(coefficient);
    form = form && term ? form->plus(*term) : std::nullopt;
  }
  return form;
}

Division divide(const Polynomial& polynomial, SymbolId divisor) {
  Division division;
  for (const auto& [monomial, coefficient] : polynomial) {
    Monomial reduced = monomial;
    const auto found = std::ranges::find(reduced.symbol_ids, divisor);
    if (found == reduced.symbol_ids.end()) {
      division.rest[monomial] = coefficient;
    } else {
      reduced.symbol_ids.erase(found);
      division.quotient[reduced] = coefficient;
    }
  }
  return division;
}

}  // namespace autopar::dependence
