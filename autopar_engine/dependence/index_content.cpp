#include "dependence/index_content.hpp"

#include <algorithm>
#include <limits>
#include <utility>

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
using loop_ir::DataType;
using loop_ir::ExpressionId;
using loop_ir::IntegerRange;
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

// Nothing unless each iteration reads an element of its own.
std::optional<IntegerRange> positions_of_own_elements(const LoopNest& nest,
                                                      const ArgumentFacts& facts,
                                                      const Access& load, LoopId loop_id) {
  const auto& position = load.dimensions.front().affine;
  const loop_ir::ArrayArgument* array = facts.find_array(load.base_id);
  if (!position || array == nullptr || array->rank() != 1 || position->coefficient(loop_id) == 0 ||
      has_varying_symbol(*position, nest)) {
    return std::nullopt;
  }
  // load.loop_ids: outermost first.
  const bool has_no_inner_loop =
      std::ranges::all_of(position->loop_terms(), [&](const AffineForm::LoopTerm& term) {
        return std::ranges::find(load.loop_ids, term.first) <=
               std::ranges::find(load.loop_ids, loop_id);
      });
  const auto range = range_of(*position, nest, facts);
  const bool is_inside_extent =
      range && !range->is_empty() && range->lower >= 0 && range->upper < array->extents.front();
  return has_no_inner_loop && is_inside_extent ? range : std::nullopt;
}

// Those within 64 bits; nothing for what is no integer.
std::optional<IntegerRange> values_of(DataType type) {
  const auto of = []<class Integer>(Integer) {
    using Limits = std::numeric_limits<Integer>;
    const bool is_within = std::in_range<std::int64_t>(Limits::max());
    return IntegerRange{static_cast<std::int64_t>(Limits::min()),
                        is_within ? static_cast<std::int64_t>(Limits::max())
                                  : std::numeric_limits<std::int64_t>::max()};
  };
  switch (type) {
    case DataType::Int8:
      return of(std::int8_t{});
    case DataType::Int16:
      return of(std::int16_t{});
    case DataType::Int32:
      return of(std::int32_t{});
    case DataType::Int64:
      return of(std::int64_t{});
    case DataType::Uint8:
      return of(std::uint8_t{});
    case DataType::Uint16:
      return of(std::uint16_t{});
    case DataType::Uint32:
      return of(std::uint32_t{});
    case DataType::Uint64:
      return of(std::uint64_t{});
    default:
      return std::nullopt;
  }
}

// The values that are not negative with the shift added, and neither value nor sum leaves the type.
std::optional<IntegerRange> values_to_shift(DataType type, std::int64_t shift) {
  const auto all = values_of(type);
  const auto least = checked_negate(shift);
  const auto largest =
      all ? checked_subtract(all->upper, std::max<std::int64_t>(shift, 0)) : std::nullopt;
  if (!least || !largest) {
    return std::nullopt;
  }
  return IntegerRange{std::max(*least, all->lower), *largest};
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

bool ContentDemand::is_met_by(const loop_ir::IntegerContent& content) const {
  const bool has_all = !content.positions || (content.positions->lower <= positions.lower &&
                                              positions.upper <= content.positions->upper);
  return has_all && content.is_injective && values.lower <= content.range.lower &&
         content.range.upper <= values.upper;
}

std::optional<ContentDemand> demand_of(const LoopNest& nest, const ArgumentFacts& facts,
                                       ExpressionId index_id, LoopId loop_id) {
  const auto shifted = find_shifted_load(nest, index_id);
  const Access* load = shifted ? find_read(nest, shifted->load_id) : nullptr;
  if (load == nullptr || !is_inside(*load, loop_id)) {
    return std::nullopt;
  }
  const auto positions = positions_of_own_elements(nest, facts, *load, loop_id);
  const auto values =
      positions ? values_to_shift(facts.find_array(load->base_id)->data_type, shifted->shift)
                : std::nullopt;
  if (!values || std::ranges::any_of(nest.accesses, [&](const Access& access) {
        return may_write(nest, facts, access, load->base_id);
      })) {
    return std::nullopt;
  }
  return ContentDemand{load->base_id, *positions, *values};
}

std::vector<ContentDemand> demands_of_stores(const LoopNest& nest, const ArgumentFacts& facts) {
  std::vector<ContentDemand> demands;
  for (const Access& access : nest.accesses) {
    const bool is_scatter = access.kind == AccessKind::Element &&
                            access.mode == AccessMode::Write && access.dimensions.size() == 1 &&
                            is_open_index(access.dimensions.front());
    for (std::size_t depth = 0; is_scatter && depth < access.loop_ids.size(); ++depth) {
      const auto demand =
          demand_of(nest, facts, access.dimensions.front().index_id, access.loop_ids[depth]);
      if (demand && std::ranges::find(demands, *demand) == demands.end()) {
        demands.push_back(*demand);
      }
    }
  }
  return demands;
}

bool takes_each_cell_once(const LoopNest& nest, const ArgumentFacts& facts, ExpressionId index_id,
                          LoopId loop_id) {
  const auto demand = demand_of(nest, facts, index_id, loop_id);
  const auto content = demand ? facts.contents.find(demand->name_id) : facts.contents.end();
  return content != facts.contents.end() && demand->is_met_by(content->second);
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
