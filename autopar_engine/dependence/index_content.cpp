#include "dependence/index_content.hpp"

#include <algorithm>

#include "base/checked_int.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/affine_bounds.hpp"
#include "dependence/views.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::AffineForm;
using loop_ir::ArgumentFacts;
using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

struct ShiftedLoad {
  ExpressionId load_id;
  std::int64_t shift = 0;
};

std::optional<std::int64_t> literal_value(const LoopNest& nest, ExpressionId expression_id) {
  const auto* literal = std::get_if<loop_ir::IntegerLiteral>(&nest.expressions[expression_id].node);
  return literal == nullptr ? std::nullopt : std::optional(literal->value);
}

std::optional<ShiftedLoad> find_shifted_load(const LoopNest& nest, ExpressionId index_id) {
  const auto* sum = std::get_if<loop_ir::Binary>(&nest.expressions[index_id].node);
  if (sum == nullptr) {
    return ShiftedLoad{index_id, 0};
  }
  if (sum->op != BinaryOperator::Add && sum->op != BinaryOperator::Subtract) {
    return std::nullopt;
  }
  const auto right = literal_value(nest, sum->right_id);
  if (right) {
    const auto shift = sum->op == BinaryOperator::Add ? right : checked_negate(*right);
    return shift ? std::optional(ShiftedLoad{sum->left_id, *shift}) : std::nullopt;
  }
  const auto left = literal_value(nest, sum->left_id);
  return left && sum->op == BinaryOperator::Add ? std::optional(ShiftedLoad{sum->right_id, *left})
                                                : std::nullopt;
}

const Access* find_read(const LoopNest& nest, ExpressionId load_id) {
  const auto found = std::ranges::find_if(nest.accesses, [&](const Access& access) {
    return access.kind == AccessKind::Element && access.mode == AccessMode::Read &&
           access.expression_id == load_id;
  });
  return found == nest.accesses.end() || found->dimensions.size() != 1 ? nullptr : &*found;
}

bool reads_own_element(const LoopNest& nest, const ArgumentFacts& facts, const Access& load,
                       LoopId loop_id) {
  const auto& position = load.dimensions.front().affine;
  const loop_ir::ArrayArgument* array = facts.find_array(load.base_id);
  if (!position || array == nullptr || array->rank() != 1 || position->coefficient(loop_id) == 0 ||
      has_varying_symbol(*position, nest)) {
    return false;
  }
  // load.loop_ids: outermost first.
  const bool has_no_inner_loop =
      std::ranges::all_of(position->loop_terms(), [&](const AffineForm::LoopTerm& term) {
        return std::ranges::find(load.loop_ids, term.first) <=
               std::ranges::find(load.loop_ids, loop_id);
      });
  const auto range = range_of(*position, nest, facts);
  return has_no_inner_loop && range &&
         (range->is_empty() || (range->lower >= 0 && range->upper < array->extents.front()));
}

// A written name that is no array at the call may hide anything.
bool may_write(const LoopNest& nest, const ArgumentFacts& facts, const Access& access,
               NameId name_id) {
  if (access.mode != AccessMode::Write) {
    return false;
  }
  if (access.base_id == name_id) {
    return true;
  }
  if (access.kind == AccessKind::Scalar &&
      nest.names[access.base_id].text.find('.') == std::string::npos) {
    return false;
  }
  const loop_ir::ArrayArgument* written = facts.find_array(access.base_id);
  return access.kind != AccessKind::Element || written == nullptr ||
         !are_apart(*written, *facts.find_array(name_id));
}

bool is_open_index(const loop_ir::SubscriptDimension& dimension) {
  return !dimension.affine && dimension.index_id.is_valid() &&
         dimension.form != loop_ir::SubscriptForm::Slice &&
         dimension.form != loop_ir::SubscriptForm::Mask;
}

bool is_bound_by_statement(const LoopNest& nest, NameId name_id) {
  return std::ranges::any_of(nest.accesses, [&](const Access& access) {
    return access.kind == AccessKind::Scalar && access.mode == AccessMode::Write &&
           access.base_id == name_id && access.statement_id.is_valid();
  });
}

}  // namespace

bool takes_each_cell_once(const LoopNest& nest, const ArgumentFacts& facts, ExpressionId index_id,
                          LoopId loop_id) {
  const auto shifted = find_shifted_load(nest, index_id);
  const Access* load = shifted ? find_read(nest, shifted->load_id) : nullptr;
  if (load == nullptr || !is_inside(*load, loop_id) ||
      !reads_own_element(nest, facts, *load, loop_id)) {
    return false;
  }
  const auto content = facts.contents.find(load->base_id);
  if (content == facts.contents.end() || !content->second.is_injective) {
    return false;
  }
  const auto lowest = checked_add(content->second.range.lower, shifted->shift);
  const auto highest = checked_add(content->second.range.upper, shifted->shift);
  return lowest && highest && *lowest >= 0 &&
         std::ranges::none_of(nest.accesses, [&](const Access& access) {
           return may_write(nest, facts, access, load->base_id);
         });
}

bool are_one_index(const LoopNest& nest, ExpressionId left_id, ExpressionId right_id) {
  if (left_id == right_id) {
    return true;
  }
  return loop_ir::print_expression(nest, left_id) == loop_ir::print_expression(nest, right_id) &&
         std::ranges::none_of(loop_ir::subtree_of(nest, left_id), [&](ExpressionId part_id) {
           const auto* read = std::get_if<loop_ir::NameRead>(&nest.expressions[part_id].node);
           return read != nullptr && is_bound_by_statement(nest, read->name_id);
         });
}

std::optional<IsInjective> distinctness_of(const LoopNest& nest, const Access& source,
                                           const Access& sink, LoopId loop_id) {
  const bool have_one_subscript = source.dimensions.size() == 1 && sink.dimensions.size() == 1;
  if (!have_one_subscript || !is_open_index(source.dimensions.front()) ||
      !is_open_index(sink.dimensions.front())) {
    return std::nullopt;
  }
  const ExpressionId index_id = source.dimensions.front().index_id;
  return are_one_index(nest, index_id, sink.dimensions.front().index_id)
             ? std::optional(IsInjective{index_id, loop_id})
             : std::nullopt;
}

}  // namespace autopar::dependence
