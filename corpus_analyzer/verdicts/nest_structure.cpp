#include "verdicts/nest_structure.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "loop_ir/traversal.hpp"

namespace autopar::verdicts {
namespace {

using loop_ir::AffineForm;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopKind;
using loop_ir::LoopNest;
using loop_ir::StatementId;

// By LoopId::index(): is it the first clause of a comprehension inside the nest?
std::vector<bool> first_clauses(const LoopNest& nest) {
  std::vector<bool> is_first(nest.loops.size(), false);
  for (const loop_ir::Expression& expression : nest.expressions) {
    if (const auto* found = std::get_if<loop_ir::Comprehension>(&expression.node)) {
      is_first[found->loop_id.index()] = true;
    }
  }
  return is_first;
}

bool is_string(const LoopNest& nest, ExpressionId id) {
  return std::holds_alternative<loop_ir::StringLiteral>(nest.expressions[id].node);
}

// pass, and strings that stand alone.
bool does_nothing(const LoopNest& nest, StatementId id) {
  const loop_ir::StatementNode& node = nest.statements[id].node;
  const auto* const expression = std::get_if<loop_ir::ExpressionStatement>(&node);
  return std::holds_alternative<loop_ir::Pass>(node) ||
         (expression != nullptr && is_string(nest, expression->value_id));
}

// Is the body nothing but one loop statement?
bool is_perfect(const LoopNest& nest, const Loop& loop) {
  std::size_t loops = 0;
  for (const StatementId id : loop.body) {
    if (std::holds_alternative<loop_ir::LoopStatement>(nest.statements[id].node)) {
      ++loops;
    } else if (!does_nothing(nest, id)) {
      return false;
    }
  }
  return loops == 1;
}

// Of a loop with so many loops directly inside it.
LoopShape shape_around(const LoopNest& nest, const Loop& loop, std::uint32_t inner_loops) {
  if (is_perfect(nest, loop)) {
    return LoopShape::Perfect;
  }
  return inner_loops == 1 ? LoopShape::ImperfectOne : LoopShape::ImperfectMany;
}

bool varies_in_nest(const LoopNest& nest, const AffineForm& form) {
  return std::ranges::any_of(form.symbol_terms(), [&nest](const AffineForm::SymbolTerm& term) {
    return nest.symbols[term.first].varies_with.is_valid();
  });
}

bool mentions_written_name(const LoopNest& nest, const std::vector<ExpressionId>& header_ids) {
  return std::ranges::any_of(header_ids, [&nest](ExpressionId header_id) {
    return std::ranges::any_of(subtree_of(nest, header_id), [&nest](ExpressionId id) {
      const auto* const read = std::get_if<loop_ir::NameRead>(&nest.expressions[id].node);
      return read != nullptr && nest.names[read->name_id].is_written;
    });
  });
}

LoopBounds bounds_of(const LoopNest& nest, const Loop& loop) {
  if (!loop.parent_id.is_valid()) {
    return LoopBounds::Rect;
  }
  if (!mentions_written_name(nest, loop.domain.header_ids)) {
    return LoopBounds::Rect;
  }
  const std::optional<AffineForm>& start = loop.domain.start;
  const std::optional<AffineForm>& stop = loop.domain.stop;
  const bool is_affine = start && stop && !varies_in_nest(nest, *start) &&
                         !varies_in_nest(nest, *stop) && !loop.domain.header_ids.empty();
  return is_affine && !is_comprehension(loop.kind) ? LoopBounds::Affine : LoopBounds::Dependent;
}

}  // namespace

std::vector<LoopStructure> structure_of(const LoopNest& nest) {
  const std::vector<bool> is_first_clause = first_clauses(nest);
  std::vector<LoopStructure> structures(nest.loops.size());
  std::vector<std::uint32_t> inner_loops(nest.loops.size(), 0);
  // Parents come before their children, so going backwards meets every child first.
  for (std::size_t index = nest.loops.size(); index-- > 0;) {
    const Loop& loop = nest.loops[LoopId(static_cast<std::uint32_t>(index))];
    LoopStructure& structure = structures[index];
    structure.bounds = bounds_of(nest, loop);
    if (inner_loops[index] > 0) {
      structure.shape = shape_around(nest, loop, inner_loops[index]);
    }
    if (!loop.parent_id.is_valid()) {
      continue;
    }
    LoopStructure& parent = structures[loop.parent_id.index()];
    parent.inner_comprehensions +=
        structure.inner_comprehensions + (is_first_clause[index] ? 1 : 0);
    if (!is_first_clause[index]) {
      parent.height = std::max(parent.height, structure.height + 1);
      ++inner_loops[loop.parent_id.index()];
    }
  }
  return structures;
}

}  // namespace autopar::verdicts
