#include "runtime/element_source.hpp"

#include <algorithm>
#include <string>

#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::runtime {

namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

template <class Node>
const Node* as(const LoopNest& nest, ExpressionId expression_id) {
  return std::get_if<Node>(&nest.expressions[expression_id].node);
}

// index, index + 3
bool read_index(const LoopNest& nest, ExpressionId place_id, ElementSource& source) {
  if (const auto* name = as<NameRead>(nest, place_id)) {
    source.index_id = name->name_id;
    return true;
  }
  const auto* sum = as<Binary>(nest, place_id);
  if (sum == nullptr || sum->op != BinaryOperator::Add) {
    return false;
  }
  const auto* name = as<NameRead>(nest, sum->left_id);
  const auto* offset = as<IntegerLiteral>(nest, sum->right_id);
  if (name == nullptr || offset == nullptr) {
    return false;
  }
  source.index_id = name->name_id;
  source.offset = offset->value;
  return true;
}

// What counted_loops.hpp makes of the place in a reversed sequence: len(a) + -1 - index.
bool read_place(const LoopNest& nest, ExpressionId place_id, ElementSource& source) {
  const auto* difference = as<Binary>(nest, place_id);
  if (difference == nullptr || difference->op != BinaryOperator::Subtract) {
    return read_index(nest, place_id, source);
  }
  const auto* last = as<Binary>(nest, difference->left_id);
  const auto* shift = last == nullptr ? nullptr : as<IntegerLiteral>(nest, last->right_id);
  const auto extent = last == nullptr ? std::nullopt : find_extent(nest, last->left_id);
  if (shift == nullptr || last->op != BinaryOperator::Add || !extent || extent->dimension != 0 ||
      extent->name_id != source.sequence_id || !read_index(nest, difference->right_id, source)) {
    return false;
  }
  source.sign = -1;
  source.offset = shift->value - source.offset;
  source.is_from_end = true;
  return true;
}

std::optional<ElementSource> read_assignment(const LoopNest& nest, const Loop& loop,
                                             const Assign& assign, NameId name_id) {
  const auto* target =
      assign.target_ids.size() == 1 ? as<NameRead>(nest, assign.target_ids.front()) : nullptr;
  const auto* element = as<Subscript>(nest, assign.value_id);
  const auto* base = element == nullptr ? nullptr : as<NameRead>(nest, element->base_id);
  if (target == nullptr || target->name_id != name_id || base == nullptr ||
      element->index_ids.size() != 1) {
    return std::nullopt;
  }
  ElementSource source;
  source.sequence_id = base->name_id;
  const auto* index = as<NameRead>(nest, loop.target_id);
  const bool is_at_index = read_place(nest, element->index_ids.front(), source) &&
                           index != nullptr && source.index_id == index->name_id;
  return is_at_index ? std::optional(source) : std::nullopt;
}

std::vector<ElementSource> find_all(const LoopNest& nest, NameId name_id) {
  std::vector<ElementSource> sources;
  for (const Loop& loop : nest.loops) {
    if (loop.kind != LoopKind::For) {
      continue;
    }
    for (const StatementId statement_id : loop.body) {
      const auto* assign = std::get_if<Assign>(&nest.statements[statement_id].node);
      if (assign == nullptr) {
        break;
      }
      if (const auto source = read_assignment(nest, loop, *assign, name_id)) {
        sources.push_back(*source);
      }
    }
  }
  return sources;
}

// `+x`, `float(x)` and `max(x, y)` may be x itself; what operators compute is new.
bool may_be_old_object(const LoopNest& nest, ExpressionId value_id) {
  const ExpressionNode& node = nest.expressions[value_id].node;
  if (const auto* unary = std::get_if<Unary>(&node)) {
    return unary->op == UnaryOperator::Plus;
  }
  return !std::holds_alternative<Binary>(node) && !std::holds_alternative<Comparison>(node) &&
         !std::holds_alternative<IntegerLiteral>(node) &&
         !std::holds_alternative<FloatLiteral>(node) &&
         !std::holds_alternative<BooleanLiteral>(node);
}

bool stores_into(const LoopNest& nest, ExpressionId target_id, NameId sequence_id) {
  if (const auto* targets = as<Display>(nest, target_id)) {
    return std::ranges::any_of(targets->element_ids, [&](ExpressionId element_id) {
      return stores_into(nest, element_id, sequence_id);
    });
  }
  const auto element = find_element(nest, target_id);
  return element && element->base_id == sequence_id;
}

// What statements of the form `name = place` say, for names that the predicate takes.
template <class Predicate>
std::vector<NestedSource> find_places(const LoopNest& nest, Predicate predicate) {
  std::vector<NestedSource> sources;
  for (const Statement& statement : nest.statements) {
    const auto* assign = std::get_if<Assign>(&statement.node);
    const auto* target =
        assign == nullptr ? nullptr : as<NameRead>(nest, assign->target_ids.front());
    const auto place = target == nullptr ? std::nullopt : find_place(nest, assign->value_id);
    if (place && predicate(target->name_id)) {
      sources.push_back(
          {place->base_id, target->name_id, static_cast<std::uint32_t>(place->index_ids.size())});
    }
  }
  return sources;
}

}  // namespace

bool is_bound_once(const LoopNest& nest, NameId name_id) {
  return std::ranges::count_if(nest.accesses, [&](const Access& access) {
           return access.base_id == name_id && access.kind == AccessKind::Scalar &&
                  access.mode == AccessMode::Write;
         }) == 1;
}

std::optional<NestedSource> find_row_source(const LoopNest& nest, NameId name_id) {
  const auto sources = find_places(nest, [&](NameId each_id) { return each_id == name_id; });
  return sources.empty() ? std::nullopt : std::optional(sources.front());
}

std::vector<NestedSource> find_nested_sources(const LoopNest& nest, NameId name_id) {
  const std::string text = " " + name_of_place(nest.names[name_id].text);
  return find_places(nest, [&](NameId each_id) { return nest.names[each_id].text == text; });
}

std::optional<ElementSource> find_element_source(const LoopNest& nest, NameId name_id) {
  const auto sources = find_all(nest, name_id);
  const bool is_sure = sources.size() == 1 && is_bound_once(nest, name_id) &&
                       is_bound_once(nest, sources.front().index_id);
  return is_sure ? std::optional(sources.front()) : std::nullopt;
}

std::vector<NameId> find_element_sequences(const LoopNest& nest, NameId name_id) {
  std::vector<NameId> sequence_ids;
  for (const ElementSource& source : find_all(nest, name_id)) {
    sequence_ids.push_back(source.sequence_id);
  }
  return sequence_ids;
}

bool is_given_old_objects(const LoopNest& nest, NameId sequence_id) {
  return std::ranges::any_of(nest.statements, [&](const Statement& statement) {
    const auto* assign = std::get_if<Assign>(&statement.node);
    return assign != nullptr && may_be_old_object(nest, assign->value_id) &&
           std::ranges::any_of(assign->target_ids, [&](ExpressionId target_id) {
             return stores_into(nest, target_id, sequence_id);
           });
  });
}

}  // namespace autopar::runtime
