#include "frontend/subscript_axes.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "frontend/chains.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AccessId;
using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;

// One letter for each subscript and a bar at the end of each pair of brackets: a[i, 1:][...] is
// "is|e|".
constexpr char kOneDimension = 'i';
// Selects in one dimension, and the result still has it.
constexpr char kKeepsDimension = 's';
constexpr char kEllipsis = 'e';
constexpr char kNewOrMany = 'n';
constexpr char kEnd = '|';

bool computes_mask(const std::string& resolved) {
  return resolved.starts_with("numpy.is") || resolved.starts_with("numpy.logical_");
}

bool may_be_mask(const LoopNest& nest, ExpressionId index_id) {
  const auto& node = nest.expressions[index_id].node;
  if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
    return nest.names[name->name_id].kind == loop_ir::BaseKind::Ndarray;
  }
  if (const auto* unary = std::get_if<loop_ir::Unary>(&node)) {
    return unary->op == loop_ir::UnaryOperator::Not || may_be_mask(nest, unary->operand_id);
  }
  if (const auto* binary = std::get_if<loop_ir::Binary>(&node)) {
    return may_be_mask(nest, binary->left_id) || may_be_mask(nest, binary->right_id);
  }
  const auto* call = std::get_if<loop_ir::Call>(&node);
  return std::holds_alternative<loop_ir::Comparison>(node) ||
         std::holds_alternative<loop_ir::BooleanOperation>(node) ||
         std::holds_alternative<loop_ir::BooleanLiteral>(node) ||
         (call != nullptr && computes_mask(call->resolved));
}

bool is_nested(const LoopNest& nest, const loop_ir::Display& display) {
  return std::ranges::any_of(display.element_ids, [&](ExpressionId element_id) {
    return find_node<loop_ir::Display>(nest, element_id) != nullptr ||
           may_be_mask(nest, element_id);
  });
}

char letter_of(const LoopNest& nest, ExpressionId index_id) {
  const auto& node = nest.expressions[index_id].node;
  if (std::holds_alternative<loop_ir::Slice>(node)) {
    return kKeepsDimension;
  }
  if (std::holds_alternative<loop_ir::EllipsisLiteral>(node)) {
    return kEllipsis;
  }
  if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
    return is_nested(nest, *display) ? kNewOrMany : kKeepsDimension;
  }
  const bool is_new = std::holds_alternative<loop_ir::NoneLiteral>(node);
  return is_new || may_be_mask(nest, index_id) ? kNewOrMany : kOneDimension;
}

std::string shape_of(const LoopNest& nest, ExpressionId expression_id) {
  std::string shape;
  while (const auto* subscript = find_node<loop_ir::Subscript>(nest, expression_id)) {
    std::string letters;
    for (const ExpressionId index_id : subscript->index_ids) {
      letters += letter_of(nest, index_id);
    }
    shape.insert(0, letters + kEnd);
    expression_id = subscript->base_id;
  }
  return shape;
}

std::size_t subscript_count(const std::string& shape) {
  return shape.size() - static_cast<std::size_t>(std::ranges::count(shape, kEnd));
}

// The number of subscripts up to the first that shifts others.
std::size_t positional_count(const std::string& shape, bool may_pass_ellipsis) {
  std::size_t count = 0;
  bool keeps_dimension = false;
  for (const char letter : shape) {
    if (letter == kEnd) {
      if (keeps_dimension) {
        break;
      }
      continue;
    }
    ++count;
    keeps_dimension = keeps_dimension || letter != kOneDimension;
    if (letter == kNewOrMany || (letter == kEllipsis && !may_pass_ellipsis)) {
      break;
    }
  }
  return count;
}

// a[..., 1:] has the dimensions of a[..., i].
std::string without_slices(std::string shape) {
  std::ranges::replace(shape, kKeepsDimension, kOneDimension);
  return shape;
}

// Of all accesses of one base.
bool has_one_ellipsis(const std::vector<std::string>& shapes) {
  const auto has_ellipsis = [](const std::string& shape) {
    return shape.find(kEllipsis) != shape.npos;
  };
  const auto first = std::ranges::find_if(shapes, has_ellipsis);
  const std::size_t place = first == shapes.end() ? 0 : first->find(kEllipsis);
  return std::ranges::all_of(shapes, [&](const std::string& shape) {
    return has_ellipsis(shape) ? without_slices(shape) == without_slices(*first)
                               : subscript_count(shape) <= place + 1;
  });
}

}  // namespace

SubscriptAxes::SubscriptAxes(LoopNest& nest) {
  std::map<AccessId, std::string> shapes;
  std::map<NameId, std::vector<std::string>> shapes_of_base;
  for (const AccessId access_id : nest.accesses.ids()) {
    const loop_ir::Access& access = nest.accesses[access_id];
    if (access.kind != loop_ir::AccessKind::Element) {
      continue;
    }
    std::string shape = shape_of(nest, access.expression_id);
    if (subscript_count(shape) != access.dimensions.size()) {
      shape = std::string(access.dimensions.size(), kOneDimension) + kEnd;
    }
    shapes_of_base[access.base_id].push_back(shape);
    shapes.emplace(access_id, std::move(shape));
  }
  for (const auto& [access_id, shape] : shapes) {
    loop_ir::Access& access = nest.accesses[access_id];
    const bool is_aligned = has_one_ellipsis(shapes_of_base[access.base_id]);
    numbered_[access_id] = positional_count(shape, false);
    for (std::size_t position = positional_count(shape, is_aligned);
         position < access.dimensions.size(); ++position) {
      access.dimensions[position].is_shifted = true;
    }
  }
}

bool SubscriptAxes::is_numbered(AccessId access_id, std::size_t position) const {
  const auto found = numbered_.find(access_id);
  return found != numbered_.end() && position < found->second;
}

}  // namespace autopar::frontend
