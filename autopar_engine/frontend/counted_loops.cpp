#include "frontend/counted_loops.hpp"

#include <algorithm>
#include <string>

#include "frontend/attribute_names.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/literals.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using loop_ir::NameRead;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool is_tuple_of_targets(Node target) {
  return target.is(NodeKind::PatternList) || target.is(NodeKind::TuplePattern) ||
         target.is(NodeKind::Tuple) || target.is(NodeKind::ExpressionList);
}

// Matches what an iterable hands out with the targets that it is bound to.
class HeaderReader {
 public:
  explicit HeaderReader(const NestBuilder& builder) : builder_(builder) {}

  bool is_reversed_range(Node iterable) const {
    const auto arguments = plain_arguments(iterable);
    return builtin_called_by(iterable) == "reversed" && arguments.size() == 1 &&
           builtin_called_by(arguments.front()) == "range";
  }

  std::optional<CountedHeader> read(Node iterable, Node target) {
    const bool is_read = take(without_parentheses(iterable), without_parentheses(target));
    if (!is_read || sequences_.empty() || binds_sequence()) {
      return std::nullopt;
    }
    return CountedHeader{std::move(targets_), sequences_.front()};
  }

 private:
  bool take(Node iterable, Node target) {
    if (iterable.is(NodeKind::Identifier) || iterable.is(NodeKind::Attribute)) {
      return take_sequence(iterable, target, false);
    }
    const std::string_view callee = builtin_called_by(iterable);
    const auto arguments = plain_arguments(iterable, callee == "zip" ? "strict=False" : "");
    if (callee == "enumerate") {
      return take_enumerate(arguments, target);
    }
    if (callee == "zip") {
      return take_zip(arguments, target);
    }
    return callee == "reversed" && arguments.size() == 1 &&
           take_sequence(arguments.front(), target, true);
  }

  bool take_sequence(Node sequence, Node target, bool is_reversed) {
    if (!is_sequence(sequence) || !target.is(NodeKind::Identifier)) {
      return false;
    }
    sequences_.push_back(sequence);
    targets_.push_back({target, sequence, is_reversed, 0});
    return true;
  }

  bool take_enumerate(const std::vector<Node>& arguments, Node target) {
    const auto parts = parts_of(target);
    if (arguments.empty() || arguments.size() > 2 || parts.size() != 2 ||
        !parts.front().is(NodeKind::Identifier)) {
      return false;
    }
    const auto offset = arguments.size() == 1 ? 0 : literal_of(arguments.back());
    if (!offset) {
      return false;
    }
    targets_.push_back({parts.front(), std::nullopt, false, *offset});
    return take(without_parentheses(arguments.front()), parts.back());
  }

  bool take_zip(const std::vector<Node>& arguments, Node target) {
    const auto parts = parts_of(target);
    if (arguments.empty() || arguments.size() != parts.size()) {
      return false;
    }
    for (std::size_t index = 0; index < parts.size(); ++index) {
      if (!take(without_parentheses(arguments[index]), parts[index])) {
        return false;
      }
    }
    return true;
  }

  static std::vector<Node> parts_of(Node target) {
    std::vector<Node> parts;
    for (const Node& part :
         is_tuple_of_targets(target) ? target.named_children() : std::vector<Node>()) {
      parts.push_back(without_parentheses(part));
    }
    return parts;
  }

  // The name of a builtin that nothing known rebinds; empty for any other callee.
  std::string_view builtin_called_by(Node call) const {
    const auto callee = call.is(NodeKind::Call) ? call.child(Field::Function) : std::nullopt;
    const bool is_builtin = callee && is_plain_name(*callee) &&
                            resolve_name(callee->text(), builder_.scope(), builder_.facts()).kind ==
                                Resolution::Kind::Unbound;
    return is_builtin ? callee->text() : std::string_view();
  }

  bool is_plain_name(Node node) const {
    return node.is(NodeKind::Identifier) && !builder_.is_comprehension_local(node.text()) &&
           builder_.inlined_call_count() == 0;
  }

  // A plain name or, in the form that is compiled, an attribute of one.
  bool is_sequence(Node node) const {
    if (!builder_.counts_elements || !is_attribute_of_name(node)) {
      return is_plain_name(node);
    }
    Node root = node;
    while (root.is(NodeKind::Attribute)) {
      root = *root.child(Field::Object);
    }
    return is_plain_name(root);
  }

  // A small one, so that no position leaves 64 bits.
  static std::optional<std::int64_t> literal_of(Node node) {
    constexpr std::int64_t kMost = std::int64_t{1} << 31;
    const auto value =
        node.is(NodeKind::Integer) ? integer_value(node.text()) : std::optional<std::int64_t>();
    return value && *value < kMost ? value : std::nullopt;
  }

  bool binds_sequence() const {
    return std::ranges::any_of(targets_, [&](const ElementTarget& each) {
      return std::ranges::any_of(
          sequences_, [&](Node sequence) { return sequence.text() == each.target.text(); });
    });
  }

  const NestBuilder& builder_;
  std::vector<ElementTarget> targets_;
  std::vector<Node> sequences_;
};

// The first target, where it counts and no other target is bound over it: it serves as the index.
bool counts_in_first_target(const CountedHeader& header) {
  const ElementTarget& first = header.targets.front();
  return !first.sequence && std::none_of(header.targets.begin() + 1, header.targets.end(),
                                         [&](const ElementTarget& each) {
                                           return each.target.text() == first.target.text();
                                         });
}

class HeaderLowering {
 public:
  HeaderLowering(NestBuilder& builder, Node loop)
      : builder_(builder), place_(loop.child(Field::Right).value()) {}

  Block run(loop_ir::LoopId loop_id, const CountedHeader& header) {
    const bool is_named = counts_in_first_target(header);
    offset_ = is_named ? header.targets.front().offset : 0;
    builder_.nest.loops[loop_id].iterable_id = range(header.first_sequence);
    index_id_ = is_named ? builder_.name(header.targets.front().target.text())
                         : builder_.add_hidden_name("position");
    builder_.mark_written(index_id_);
    builder_.nest.loops[loop_id].target_id = read(index_id_);
    builder_.enter_loop(loop_id);
    Block block;
    for (const ElementTarget& target : header.targets) {
      if (!is_named || &target != &header.targets.front()) {
        bind(target, block);
      }
    }
    builder_.leave_loop();
    return block;
  }

 private:
  ExpressionId add(loop_ir::ExpressionNode node) { return builder_.add(std::move(node), place_); }
  ExpressionId read(NameId name_id) { return add(NameRead{name_id}); }
  ExpressionId number(std::int64_t value) { return add(loop_ir::IntegerLiteral{value}); }

  ExpressionId call(const char* function, const std::vector<ExpressionId>& argument_ids) {
    return add_hidden_call(builder_, function, argument_ids, place_);
  }

  ExpressionId length_of(Node sequence) {
    return lower_length_of(builder_, lower_expression(builder_, sequence), place_);
  }

  ExpressionId shifted(ExpressionId expression_id, std::int64_t distance) {
    return distance == 0 ? expression_id
                         : add(loop_ir::Binary{loop_ir::BinaryOperator::Add, expression_id,
                                               number(distance)});
  }

  ExpressionId range(Node sequence) {
    const ExpressionId stop_id = shifted(length_of(sequence), offset_);
    return offset_ == 0 ? call("range", {stop_id}) : call("range", {number(offset_), stop_id});
  }

  // Of the iteration, counted from 0.
  ExpressionId position() { return shifted(read(index_id_), -offset_); }

  ExpressionId element(const ElementTarget& target) {
    const ExpressionId base_id = lower_expression(builder_, *target.sequence);
    ExpressionId place_id = position();
    if (target.is_reversed) {
      const ExpressionId last_id = shifted(length_of(*target.sequence), -1);
      place_id = add(loop_ir::Binary{loop_ir::BinaryOperator::Subtract, last_id, position()});
    }
    return add(loop_ir::Subscript{base_id, {place_id}});
  }

  void bind(const ElementTarget& target, Block& block) {
    if (!target.sequence) {
      const ExpressionId number_id = shifted(read(index_id_), target.offset - offset_);
      return assign(lower_target(builder_, target.target), number_id, target, block);
    }
    if (builder_.row_names.contains(std::string(target.target.text()))) {
      builder_.bind_row(target.target.text(),
                        [lowering = *this, target]() mutable { return lowering.element(target); });
      const ExpressionId place_id = lower_place_of(builder_, element(target), place_);
      return assign(lower_target(builder_, target.target), place_id, target, block);
    }
    const ExpressionId element_id = element(target);
    assign(lower_target(builder_, target.target), element_id, target, block);
    if (builder_.row_names.contains(std::string(target.sequence->text()))) {
      const NameId name_id = builder_.add_hidden_name(loop_ir::name_of_place(target.target.text()));
      builder_.mark_written(name_id);
      assign(read(name_id), lower_place_of(builder_, element(target), place_), target, block);
    }
  }

  void assign(ExpressionId target_id, ExpressionId value_id, const ElementTarget& target,
              Block& block) {
    loop_ir::Assign statement;
    statement.target_ids = {target_id};
    statement.value_id = value_id;
    block.push_back(builder_.add(std::move(statement), target.target));
  }

  NestBuilder& builder_;
  Node place_;
  std::int64_t offset_ = 0;
  NameId index_id_;
};

}  // namespace

std::optional<CountedHeader> find_counted_header(const NestBuilder& builder, Node loop) {
  const auto iterable = loop.child(Field::Right);
  const auto target = loop.child(Field::Left);
  return iterable && target ? HeaderReader(builder).read(*iterable, *target) : std::nullopt;
}

std::map<std::string, std::string> element_targets_of(const NestBuilder& builder, Node loop) {
  std::map<std::string, std::string> sequences;
  const auto header = find_counted_header(builder, loop);
  for (const ElementTarget& target : header ? header->targets : std::vector<ElementTarget>()) {
    if (target.sequence) {
      sequences.emplace(target.target.text(), target.sequence->text());
    }
  }
  return sequences;
}

bool is_compiled_header(const NestBuilder& builder, Node loop) {
  const auto iterable = loop.child(Field::Right);
  return find_counted_header(builder, loop) ||
         (iterable && HeaderReader(builder).is_reversed_range(without_parentheses(*iterable)));
}

Block lower_counted_header(NestBuilder& builder, loop_ir::LoopId loop_id, Node loop,
                           const CountedHeader& header) {
  return HeaderLowering(builder, loop).run(loop_id, header);
}

}  // namespace autopar::frontend
