#include "frontend/sums.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "frontend/attribute_names.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/loops.hpp"
#include "frontend/sliced_subscripts.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool is_number(Node node) {
  const auto operand = sign_of(node) ? node.child(Field::Argument) : std::optional<Node>(node);
  return operand && (operand->is(NodeKind::Integer) || operand->is(NodeKind::Float));
}

// sum(terms), sum(terms, start) or sum(terms, start=start).
struct WrittenSum {
  Node terms;
  std::optional<Node> start;
};

std::optional<WrittenSum> read_sum(Node call) {
  const auto list = call.child(Field::Arguments);
  if (!list || !list->is(NodeKind::ArgumentList)) {
    return std::nullopt;
  }
  const auto arguments = list->named_children();
  const bool has_stars = std::ranges::any_of(arguments, [](Node argument) {
    return argument.is(NodeKind::ListSplat) || argument.is(NodeKind::DictionarySplat);
  });
  if (has_stars || arguments.empty() || arguments.size() > 2 ||
      arguments.front().is(NodeKind::KeywordArgument)) {
    return std::nullopt;
  }
  WrittenSum sum{without_parentheses(arguments.front()), std::nullopt};
  if (arguments.size() == 2) {
    const Node second = arguments.back();
    const bool is_keyword = second.is(NodeKind::KeywordArgument);
    const auto keyword = is_keyword ? second.child(Field::Name) : std::nullopt;
    sum.start = is_keyword ? second.child(Field::Value) : std::optional(second);
    if (!sum.start || (is_keyword && (!keyword || keyword->text() != "start"))) {
      return std::nullopt;
    }
  }
  return sum;
}

// x, x[i] or x[i][j], where x is a name or an attribute of one.
struct WrittenSequence {
  Node base;
  std::vector<Node> indices;
};

std::optional<WrittenSequence> read_sequence(const NestBuilder& builder, Node node) {
  if (node.is(NodeKind::Subscript)) {
    const auto base = node.child(Field::Value);
    const auto indices = node.children(Field::Subscript);
    auto sequence = base && indices.size() == 1 && !node.has_token(",") &&
                            !indices.front().is(NodeKind::Tuple) && !holds_slice(node)
                        ? read_sequence(builder, *base)
                        : std::nullopt;
    if (sequence) {
      sequence->indices.push_back(indices.front());
    }
    return sequence;
  }
  const bool is_name =
      node.is(NodeKind::Identifier) && !builder.is_comprehension_local(node.text());
  return is_name || is_attribute_of_name(node) ? std::optional(WrittenSequence{node, {}})
                                               : std::nullopt;
}

bool is_range(const NestBuilder& builder, Node node) {
  const auto callee = node.is(NodeKind::Call) ? node.child(Field::Function) : std::nullopt;
  return callee && callee->is(NodeKind::Identifier) && resolve_callee(builder, *callee) == "range";
}

class SumLowering {
 public:
  // before: where the statements go; place: of the statement that holds the call.
  SumLowering(NestBuilder& builder, Block& before, Node place)
      : builder_(builder), before_(before), place_(place) {}

  ExpressionId add_up_sequence(const WrittenSequence& sequence, std::optional<Node> start) {
    const ExpressionId start_id = lower_start(start);
    base_ = sequence.base;
    for (const Node& index : sequence.indices) {
      indices_.push_back({index, is_plain_bound(index) ? NameId() : hoist(index)});
    }
    sum_id_ = add_hidden(loop_ir::kSumName);
    bind(sum_of(start_id, lower_term(number(0))));
    const ExpressionId length_id = lower_length_of(builder_, lower_sequence(), place_);
    lower_loop({number(1), length_id},
               [this](NameId term_id) { return lower_term(read(term_id)); });
    return read(sum_id_);
  }

  ExpressionId add_up_range(const std::vector<Node>& bounds, std::optional<Node> start) {
    const ExpressionId start_id = lower_start(start);
    std::vector<ExpressionId> bound_ids;
    for (const Node& bound : bounds) {
      bound_ids.push_back(lower_expression(builder_, bound));
    }
    sum_id_ = add_hidden(loop_ir::kSumName);
    bind(start_id);
    lower_loop(bound_ids, [this](NameId term_id) { return read(term_id); });
    return read(sum_id_);
  }

 private:
  // Of the sequence; the value of one that is no plain bound lies in a hidden name.
  struct Index {
    Node node;
    NameId name_id;
  };

  ExpressionId add(loop_ir::ExpressionNode node) { return builder_.add(std::move(node), place_); }
  ExpressionId read(NameId name_id) { return add(loop_ir::NameRead{name_id}); }
  ExpressionId number(std::int64_t value) { return add(loop_ir::IntegerLiteral{value}); }
  ExpressionId sum_of(ExpressionId left_id, ExpressionId right_id) {
    return add(loop_ir::Binary{BinaryOperator::Add, left_id, right_id});
  }

  NameId add_hidden(std::string_view word) {
    const NameId name_id = builder_.add_hidden_name(word);
    builder_.mark_written(name_id);
    return name_id;
  }

  ExpressionId lower_start(std::optional<Node> start) {
    return start ? lower_expression(builder_, *start) : number(0);
  }

  NameId hoist(Node index) {
    const ExpressionId value_id = lower_expression(builder_, index);
    const NameId name_id = add_hidden("index");
    before_.push_back(builder_.add(loop_ir::Assign{{read(name_id)}, value_id}, place_));
    return name_id;
  }

  void bind(ExpressionId value_id) { before_.push_back(lower_binding(value_id)); }

  loop_ir::StatementId lower_binding(ExpressionId value_id) {
    return builder_.add(loop_ir::Assign{{read(sum_id_)}, value_id}, place_);
  }

  // The array, the list or the row.
  ExpressionId lower_sequence() {
    ExpressionId sequence_id = lower_expression(builder_, *base_);
    for (const Index& index : indices_) {
      const ExpressionId index_id =
          index.name_id.is_valid() ? read(index.name_id) : lower_expression(builder_, index.node);
      sequence_id = add(loop_ir::Subscript{sequence_id, {index_id}});
    }
    return sequence_id;
  }

  ExpressionId lower_term(ExpressionId position_id) {
    const ExpressionId sequence_id = lower_sequence();
    return add(loop_ir::Subscript{sequence_id, {position_id}});
  }

  template <class LowerTerm>
  void lower_loop(const std::vector<ExpressionId>& bound_ids, LowerTerm lower_each) {
    const loop_ir::LoopId loop_id = add_loop(builder_, loop_ir::LoopKind::For, place_.range());
    const ExpressionId iterable_id = add_hidden_call(builder_, "range", bound_ids, place_);
    const NameId term_id = add_hidden(loop_ir::kTermName);
    const ExpressionId target_id = read(term_id);
    builder_.enter_loop(loop_id);
    const ExpressionId sum_id = read(sum_id_);
    const loop_ir::StatementId body_id = lower_binding(sum_of(sum_id, lower_each(term_id)));
    builder_.leave_loop();
    loop_ir::Loop& loop = builder_.nest.loops[loop_id];
    loop.iterable_id = iterable_id;
    loop.target_id = target_id;
    loop.body = {body_id};
    before_.push_back(builder_.add(loop_ir::LoopStatement{loop_id}, place_));
  }

  NestBuilder& builder_;
  Block& before_;
  Node place_;
  std::optional<Node> base_;
  std::vector<Index> indices_;
  NameId sum_id_;
};

ExpressionId refuse(NestBuilder& builder, Node call, std::string detail) {
  builder.refuse(RefusalKind::NotCompiledYet, call, std::move(detail));
  return {};
}

}  // namespace

ExpressionId lower_sum(NestBuilder& builder, Node call) {
  const auto sum = read_sum(call);
  if (!sum) {
    return refuse(builder, call, "these arguments of sum");
  }
  const auto before = builder.before();
  if (!before) {
    return refuse(builder, call, "a sum that may be computed not at all, or several times");
  }
  SumLowering lowering(builder, *before->block, before->place);
  if (is_range(builder, sum->terms)) {
    const auto bounds = plain_arguments(sum->terms);
    constexpr std::size_t kMostBounds = 3;
    if (bounds.empty() || bounds.size() > kMostBounds || (sum->start && !is_number(*sum->start))) {
      return refuse(builder, call, "these arguments of sum");
    }
    note_replaced(builder, sum->terms);
    note_replaced(builder, call);
    return lowering.add_up_range(bounds, sum->start);
  }
  const auto sequence = read_sequence(builder, sum->terms);
  if (!sequence) {
    return refuse(builder, call, "a sum of anything but a sequence with a name, a row or a range");
  }
  note_replaced(builder, call);
  return lowering.add_up_sequence(*sequence, sum->start);
}

}  // namespace autopar::frontend
