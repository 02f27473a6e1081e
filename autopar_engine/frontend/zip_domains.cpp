#include "frontend/zip_domains.hpp"

#include <algorithm>

#include "frontend/chains.hpp"
#include "frontend/domains.hpp"
#include "frontend/sequences.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Call;
using loop_ir::DomainKind;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

// The outermost zip of what a loop iterates over, through other wrappers.
const Call* find_zip(const LoopNest& nest, ExpressionId iterable_id) {
  for (const ExpressionId part_id : loop_ir::subtree_of(nest, iterable_id)) {
    const auto* call = find_node<Call>(nest, part_id);
    if (call != nullptr && (call->resolved == "zip" || call->resolved == "itertools.izip")) {
      return call;
    }
  }
  return nullptr;
}

bool is_affine_part(const LoopNest& nest, ExpressionId part_id) {
  const loop_ir::ExpressionNode& node = nest.expressions[part_id].node;
  const auto* name = std::get_if<loop_ir::NameRead>(&node);
  const auto* binary = std::get_if<loop_ir::Binary>(&node);
  const auto* unary = std::get_if<loop_ir::Unary>(&node);
  return std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
         (name != nullptr && !nest.names[name->name_id].is_written) ||
         (binary != nullptr && (binary->op == loop_ir::BinaryOperator::Add ||
                                binary->op == loop_ir::BinaryOperator::Subtract)) ||
         (unary != nullptr && unary->op == loop_ir::UnaryOperator::Negate);
}

// A shape or a length anywhere, then constants, then names.
DomainKind kind_of_range(const LoopNest& nest, const Call& call) {
  DomainKind kind = DomainKind::RangeConst;
  bool has_length = false;
  for (const loop_ir::Argument& argument : call.arguments) {
    for (const ExpressionId part_id : loop_ir::subtree_of(nest, argument.value_id)) {
      const auto* attribute = find_node<loop_ir::Attribute>(nest, part_id);
      const auto* inner = find_node<Call>(nest, part_id);
      if (attribute != nullptr &&
          (attribute->attribute == "shape" || attribute->attribute == "size" ||
           attribute->attribute == "ndim")) {
        return DomainKind::RangeShape;
      }
      has_length = has_length || (inner != nullptr && inner->resolved == "len");
      const bool is_name = find_node<loop_ir::NameRead>(nest, part_id) != nullptr;
      if (!is_affine_part(nest, part_id)) {
        kind = DomainKind::RangeExpr;
      } else if (is_name && kind == DomainKind::RangeConst) {
        kind = DomainKind::RangeSym;
      }
    }
  }
  return has_length ? DomainKind::RangeLen : kind;
}

DomainKind kind_of_argument(const LoopNest& nest, ExpressionId argument_id) {
  const ExpressionId inner_id = unwrap(nest, argument_id).inner_id;
  const DomainKind kind = domain_kind_of(nest, inner_id);
  const auto* call = find_node<Call>(nest, inner_id);
  return kind == DomainKind::RangeExpr && call != nullptr ? kind_of_range(nest, *call) : kind;
}

}  // namespace

std::vector<DomainKind> other_zip_domains(const LoopNest& nest, loop_ir::LoopId loop_id) {
  const ExpressionId iterable_id = nest.loops[loop_id].iterable_id;
  const Call* zip = iterable_id.is_valid() ? find_zip(nest, iterable_id) : nullptr;
  std::vector<DomainKind> kinds;
  if (zip != nullptr) {
    for (std::size_t position = 1; position < zip->arguments.size(); ++position) {
      kinds.push_back(kind_of_argument(nest, zip->arguments[position].value_id));
    }
  }
  return kinds;
}

}  // namespace autopar::frontend
