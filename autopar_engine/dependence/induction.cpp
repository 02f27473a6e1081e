#include "dependence/induction.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "base/checked_int.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/updates.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

bool is_scalar_write(const Access& access, NameId name_id) {
  return access.base_id == name_id && access.mode == AccessMode::Write;
}

// The only write of the name in the loop; not valid where there are none or more.
AccessId find_only_write(const LoopNest& nest, NameId name_id, LoopId loop_id) {
  AccessId found;
  for (const AccessId access_id : nest.accesses.ids()) {
    const Access& access = nest.accesses[access_id];
    if (!is_scalar_write(access, name_id) || !is_inside(access, loop_id)) {
      continue;
    }
    if (found.is_valid()) {
      return {};
    }
    found = access_id;
  }
  return found;
}

// Nothing that the expression reads is written in the loop, and it calls nothing.
bool is_invariant(const LoopNest& nest, ExpressionId expression_id, LoopId loop_id) {
  return std::ranges::all_of(loop_ir::subtree_of(nest, expression_id), [&](ExpressionId part_id) {
    const loop_ir::ExpressionNode& node = nest.expressions[part_id].node;
    if (std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
        std::holds_alternative<loop_ir::FloatLiteral>(node) ||
        std::holds_alternative<loop_ir::Unary>(node) ||
        std::holds_alternative<loop_ir::Binary>(node)) {
      return true;
    }
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    return name != nullptr && std::ranges::none_of(nest.accesses, [&](const Access& access) {
             return is_scalar_write(access, name->name_id) && is_inside(access, loop_id);
           });
  });
}

// Rewrites subscripts in names that count.
class Substitution {
 public:
  explicit Substitution(LoopNest nest) : nest_(std::move(nest)) {}

  LoopNest run() {
    number_hidden_iterations();
    for (const AccessId access_id : nest_.accesses.ids()) {
      if (nest_.accesses[access_id].kind == AccessKind::Element) {
        rewrite(access_id);
      }
    }
    return std::move(nest_);
  }

 private:
  using Form = std::optional<AffineForm>;

  void number_hidden_iterations() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      loop_ir::Loop& loop = nest_.loops[loop_id];
      if (!loop.index_name_id.is_valid() && !loop.domain.start && !loop.domain.step) {
        loop.domain.start = AffineForm::of_constant(0);
        loop.domain.step = 1;
      }
    }
  }

  void rewrite(AccessId access_id) {
    for (loop_ir::SubscriptDimension& dimension : nest_.accesses[access_id].dimensions) {
      if (!dimension.affine && dimension.index_id.is_valid() && !dimension.is_shifted &&
          dimension.form == loop_ir::SubscriptForm::Variant) {
        dimension.affine = convert(dimension.index_id, access_id);
        dimension.form =
            dimension.affine ? loop_ir::SubscriptForm::Linsym : loop_ir::SubscriptForm::Variant;
      }
    }
  }

  Form convert(ExpressionId expression_id, AccessId access_id) {
    const loop_ir::ExpressionNode& node = nest_.expressions[expression_id].node;
    if (const auto* literal = std::get_if<loop_ir::IntegerLiteral>(&node)) {
      return AffineForm::of_constant(literal->value);
    }
    if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
      return convert_name(name->name_id, access_id);
    }
    const auto* binary = std::get_if<loop_ir::Binary>(&node);
    return binary != nullptr ? convert_binary(*binary, access_id) : std::nullopt;
  }

  Form convert_binary(const loop_ir::Binary& binary, AccessId access_id) {
    const Form left = convert(binary.left_id, access_id);
    const Form right = left ? convert(binary.right_id, access_id) : std::nullopt;
    return right ? loop_ir::apply_operator(binary.op, *left, *right) : std::nullopt;
  }

  // An index of the loops around it, a name that counts, or one that the nest does not write.
  Form convert_name(NameId name_id, AccessId access_id) {
    const auto& loop_ids = nest_.accesses[access_id].loop_ids;
    for (const LoopId loop_id : std::views::reverse(loop_ids)) {
      if (nest_.loops[loop_id].index_name_id == name_id && is_written_once(name_id)) {
        return AffineForm::of_loop(loop_id);
      }
      if (const auto induction = find_induction(nest_, name_id, loop_id)) {
        return convert_induction(*induction, access_id);
      }
    }
    const loop_ir::Name& name = nest_.names[name_id];
    const bool is_fixed = !name.is_written && (name.kind == loop_ir::BaseKind::Integer ||
                                               name.kind == loop_ir::BaseKind::Param ||
                                               name.kind == loop_ir::BaseKind::Unknown);
    return is_fixed ? Form(symbol(name_id, LoopId())) : std::nullopt;
  }

  bool is_written_once(NameId name_id) const {
    return 1 == std::ranges::count_if(nest_.accesses, [&](const Access& access) {
             return is_scalar_write(access, name_id);
           });
  }

  // k = k0 + step * t, and one step more after the update; t = (index - start) / step of the loop.
  Form convert_induction(const Induction& induction, AccessId access_id) {
    const loop_ir::IterationDomain& domain = nest_.loops[induction.loop_id].domain;
    if (!induction.step || !domain.start || !domain.step || *domain.step == 0 ||
        *induction.step % *domain.step != 0 || is_written_elsewhere(induction)) {
      return std::nullopt;
    }
    const std::int64_t ratio = *induction.step / *domain.step;
    const auto index = AffineForm::of_loop(induction.loop_id).times(ratio);
    const auto start = domain.start->times(ratio);
    auto form = index && start ? index->minus(*start) : std::nullopt;
    form = form ? form->plus(symbol(induction.name_id, nest_.loops[induction.loop_id].parent_id))
                : std::nullopt;
    const bool is_after = induction.write_id < access_id;
    return form && is_after ? form->plus(AffineForm::of_constant(*induction.step)) : form;
  }

  // Between the loop's entry and the nest's: then the value on entry is another one each time, and
  // the symbol has to say in which loop.
  bool is_written_elsewhere(const Induction& induction) const {
    const LoopId parent_id = nest_.loops[induction.loop_id].parent_id;
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return is_scalar_write(access, induction.name_id) && !is_inside(access, induction.loop_id) &&
             (!parent_id.is_valid() || access.loop_ids.empty() ||
              access.loop_ids.back() != parent_id);
    });
  }

  AffineForm symbol(NameId name_id, LoopId varies_with) {
    const auto [entry, is_new] = symbols_.try_emplace({name_id, varies_with});
    if (is_new) {
      entry->second = nest_.symbols.add({loop_ir::SymbolKind::Value, name_id, 0, varies_with});
    }
    return AffineForm::of_symbol(entry->second);
  }

  LoopNest nest_;
  std::map<std::pair<NameId, LoopId>, loop_ir::SymbolId> symbols_;
};

}  // namespace

std::optional<std::int64_t> literal_step(const LoopNest& nest, const loop_ir::StatementNode& node,
                                         ExpressionId operand_id) {
  const auto* literal = std::get_if<loop_ir::IntegerLiteral>(&nest.expressions[operand_id].node);
  if (literal == nullptr) {
    return std::nullopt;
  }
  loop_ir::BinaryOperator op = loop_ir::BinaryOperator::Add;
  if (const auto* augmented = std::get_if<loop_ir::AugmentedAssign>(&node)) {
    op = augmented->op;
  } else if (const auto* assign = std::get_if<loop_ir::Assign>(&node)) {
    op = std::get<loop_ir::Binary>(nest.expressions[assign->value_id].node).op;
  }
  return op == loop_ir::BinaryOperator::Subtract ? checked_negate(literal->value) : literal->value;
}

std::optional<Induction> find_induction(const LoopNest& nest, NameId name_id, LoopId loop_id) {
  const AccessId write_id = find_only_write(nest, name_id, loop_id);
  if (!write_id.is_valid()) {
    return std::nullopt;
  }
  const Access& write = nest.accesses[write_id];
  if (write.kind != AccessKind::Scalar || !write.statement_id.is_valid() || write.is_skippable ||
      !happens_once(nest, write, loop_id)) {
    return std::nullopt;
  }
  const Place place{name_id, false, nest.names[name_id].text};
  const auto update = match_update(nest, write.statement_id, place);
  if (!update || update->op != "+" || update->operand_ids.size() != 1 ||
      !is_invariant(nest, update->operand_ids.front(), loop_id)) {
    return std::nullopt;
  }
  return Induction{
      name_id, loop_id, write_id,
      literal_step(nest, nest.statements[write.statement_id].node, update->operand_ids.front())};
}

LoopNest substitute_inductions(LoopNest nest) { return Substitution(std::move(nest)).run(); }

}  // namespace autopar::dependence
