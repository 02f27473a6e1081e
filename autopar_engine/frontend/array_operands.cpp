#include "frontend/array_operands.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "frontend/attribute_names.hpp"

namespace autopar::frontend {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

constexpr std::size_t kMostDimensions = 3;
// So that whoever walks the nest may recurse (kMaximumNesting).
constexpr int kMaximumDepth = 100;

// As the nest calls a name or an attribute of one; empty for any other expression, and for names
// that stand for something else.
std::string text_of_name(const NestBuilder& builder, Node node) {
  if (is_attribute_of_name(node)) {
    const std::string object = text_of_name(builder, node.child(Field::Object).value());
    return object.empty() ? "" : object + "." + std::string(node.child(Field::Attribute)->text());
  }
  const bool is_itself = node.is(NodeKind::Identifier) &&
                         !builder.row_names.contains(std::string(node.text())) &&
                         !builder.is_comprehension_local(node.text());
  return is_itself ? std::string(node.text()) : "";
}

// a[i, j] and a[(i, j)] have two.
std::size_t count_indices(Node subscript) {
  const auto indices = subscript.children(Field::Subscript);
  return indices.size() == 1 && indices.front().is(NodeKind::Tuple)
             ? indices.front().named_children().size()
             : indices.size();
}

// How many dimensions of a known array a name or a subscript of one has no index for.
std::size_t whole_dimensions(const NestBuilder& builder, Node node) {
  if (builder.ranks.empty()) {
    return 0;
  }
  std::size_t indices = 0;
  while (node.is(NodeKind::Subscript) && node.child(Field::Value)) {
    indices += count_indices(node);
    node = *node.child(Field::Value);
  }
  const auto rank = builder.ranks.find(text_of_name(builder, node));
  return rank == builder.ranks.end() || rank->second < indices ? 0 : rank->second - indices;
}

// A number is made of the arrays that it is given.
bool is_call_for_number(Node node) {
  const auto callee = node.is(NodeKind::Call) ? node.child(Field::Function) : std::nullopt;
  return callee && (callee->text() == "len" || callee->text() == "sum");
}

// A known array stands somewhere in the expression as a value, whole or a row of it.
bool mentions_rows(const NestBuilder& builder, Node node) {
  std::vector<Node> pending;
  if (!builder.ranks.empty()) {
    pending.push_back(node);
  }
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (whole_dimensions(builder, next) > 0) {
      return true;
    }
    if (next.is(NodeKind::Subscript)) {
      const auto indices = next.children(Field::Subscript);
      pending.insert(pending.end(), indices.begin(), indices.end());
    } else if (!next.is(NodeKind::Attribute) && !is_call_for_number(next)) {
      const auto children = next.named_children();
      pending.insert(pending.end(), children.begin(), children.end());
    }
  }
  return false;
}

// Each selects in one dimension, if it is an int.
bool has_plain_indices(const NestBuilder& builder, Node subscript) {
  const auto indices = subscript.children(Field::Subscript);
  const bool is_tuple_of_one = indices.size() == 1 && subscript.has_token(",");
  return !indices.empty() && !is_tuple_of_one && std::ranges::none_of(indices, [&](Node index) {
    const bool is_slice = index.is(NodeKind::Slice);
    return index.is(NodeKind::Ellipsis) || index.is(NodeKind::None) || index.is(NodeKind::Tuple) ||
           index.is(NodeKind::List) || index.is(NodeKind::ListSplat) ||
           (!is_slice && (holds_slice(index) || mentions_rows(builder, index)));
  });
}

bool is_plain_base(const NestBuilder& builder, Node base) {
  const auto inner = base.is(NodeKind::Subscript) ? base.child(Field::Value) : std::nullopt;
  return inner ? slices_of(base).empty() && has_plain_indices(builder, base) &&
                     is_plain_base(builder, *inner)
               : !text_of_name(builder, base).empty();
}

bool has_slice_inside(Node slice) {
  return std::ranges::any_of(slice.each_named_child(), holds_slice);
}

// Finds the arrays that a statement consists of.
class Reader {
 public:
  explicit Reader(const NestBuilder& builder) : builder_(builder) {}

  // False for a statement that is left as it is.
  bool read(Node statement) {
    const auto target = statement.child(Field::Left);
    const auto value = statement.child(Field::Right);
    const bool is_update = statement.is(NodeKind::AugmentedAssignment);
    return builder_.counts_elements && builder_.inlined_call_count() == 0 &&
           builder_.current_loop().is_valid() && target && target->is(NodeKind::Subscript) &&
           value && !statement.child(Field::Type) && (!is_update || array_operator_of(statement)) &&
           take_operand(*target) && take(*value, 0) && have_unit_steps();
  }

  // The target first, then the operands in order.
  std::vector<ArrayOperand> operands;

 private:
  bool have_unit_steps() const {
    for (std::size_t level = 0; level < operands.front().rank(); ++level) {
      if (unit_step(operands, level) == 0) {
        return false;
      }
    }
    return true;
  }

  bool take(Node node, int depth) {
    if (!is_array(builder_, node)) {
      return !node.is(NodeKind::Assignment) && !mentions_rows(builder_, node);
    }
    if (depth > kMaximumDepth) {
      return false;
    }
    switch (node.kind()) {
      case NodeKind::ParenthesizedExpression:
        return node.named_children().size() == 1 && take(node.named_children().front(), depth + 1);
      case NodeKind::UnaryOperator: {
        const auto operand = node.child(Field::Argument);
        return sign_of(node) && operand && take(*operand, depth + 1);
      }
      case NodeKind::BinaryOperator: {
        if (const auto base = squared_base(node)) {
          return take_square(*base, depth);
        }
        const auto left = node.child(Field::Left);
        const auto right = node.child(Field::Right);
        return array_operator_of(node) && left && right && take(*left, depth + 1) &&
               take(*right, depth + 1);
      }
      default:
        return take_operand(node);
    }
  }

  // It is lowered twice, so it holds no square itself.
  bool take_square(Node base, int depth) {
    const bool was_in_square = std::exchange(is_in_square_, true);
    const bool is_taken = !was_in_square && take(base, depth + 1);
    is_in_square_ = was_in_square;
    return is_taken;
  }

  // The first one has at least as many dimensions as any other.
  bool take_operand(Node node) {
    auto operand = read_operand(builder_, node);
    const std::size_t most = operands.empty() ? kMostDimensions : operands.front().rank();
    if (!operand || operand->rank() > most) {
      return false;
    }
    operands.push_back(*std::move(operand));
    return true;
  }

  const NestBuilder& builder_;
  bool is_in_square_ = false;
};

}  // namespace

std::size_t ArrayOperand::rank() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(positions, [](const auto& position) { return position.has_value(); }));
}

Node ArrayOperand::base() const {
  return node.is(NodeKind::Subscript) ? node.child(Field::Value).value() : node;
}

Node ArrayOperand::index_at(std::size_t position) const {
  return node.children(Field::Subscript).at(position);
}

bool is_array(const NestBuilder& builder, Node node) {
  std::vector<Node> pending{node};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    const bool is_of_parts = next.is(NodeKind::ParenthesizedExpression) ||
                             next.is(NodeKind::UnaryOperator) || next.is(NodeKind::BinaryOperator);
    if (is_of_parts) {
      const auto children = next.named_children();
      pending.insert(pending.end(), children.begin(), children.end());
    } else if (whole_dimensions(builder, next) > 0 || holds_slice(next)) {
      return true;
    }
  }
  return false;
}

std::optional<ArrayOperand> read_operand(const NestBuilder& builder, Node node) {
  ArrayOperand operand{node, {}};
  if (node.is(NodeKind::Subscript)) {
    if (!node.child(Field::Value) || !has_plain_indices(builder, node)) {
      return std::nullopt;
    }
    for (const Node& index : node.children(Field::Subscript)) {
      const bool is_slice = index.is(NodeKind::Slice);
      operand.positions.push_back(is_slice ? read_slice(index) : std::nullopt);
      if (is_slice && (!operand.positions.back() || has_slice_inside(index))) {
        return std::nullopt;
      }
    }
  }
  operand.positions.resize(operand.positions.size() + whole_dimensions(builder, node),
                           WrittenSlice{});
  return operand.rank() > 0 && is_plain_base(builder, operand.base()) ? std::optional(operand)
                                                                      : std::nullopt;
}

std::optional<std::size_t> level_of(const ArrayOperand& operand, std::size_t position,
                                    std::size_t dimensions) {
  if (!operand.positions[position]) {
    return std::nullopt;
  }
  const auto slices_from =
      std::count_if(operand.positions.begin() + static_cast<std::ptrdiff_t>(position),
                    operand.positions.end(), [](const auto& each) { return each.has_value(); });
  return dimensions - static_cast<std::size_t>(slices_from);
}

std::int64_t unit_step(const std::vector<ArrayOperand>& operands, std::size_t level) {
  const std::size_t dimensions = operands.front().rank();
  std::vector<std::int64_t> steps;
  for (const ArrayOperand& operand : operands) {
    for (std::size_t position = 0; position < operand.positions.size(); ++position) {
      if (level_of(operand, position, dimensions) == level) {
        steps.push_back(std::abs(operand.positions[position]->step));
      }
    }
  }
  const std::int64_t unit = *std::ranges::min_element(steps);
  return std::ranges::all_of(steps, [unit](std::int64_t step) { return step % unit == 0; }) ? unit
                                                                                            : 0;
}

std::vector<ArrayOperand> find_array_operands(const NestBuilder& builder, Node statement) {
  Reader reader(builder);
  return reader.read(statement) ? std::move(reader.operands) : std::vector<ArrayOperand>();
}

std::optional<std::string> find_refused_rows(const NestBuilder& builder, Node statement) {
  if (builder.ranks.empty()) {
    return std::nullopt;
  }
  const auto target = statement.child(Field::Left);
  const auto value = statement.child(Field::Right);
  const auto op = statement.child(Field::Operator);
  if (!target || !value) {
    return std::nullopt;
  }
  if (op && target->is(NodeKind::Identifier) && whole_dimensions(builder, *target) > 0) {
    const std::string name(target->text());
    const std::string sign(op->text());
    return "`" + name + " " + sign + "`, which binds the name of an array anew; `" + name + "[:] " +
           sign + "` does not";
  }
  const bool is_on_rows = target->is(NodeKind::Subscript) && is_array(builder, *target) &&
                          (mentions_rows(builder, *target) || mentions_rows(builder, *value));
  return is_on_rows ? std::optional<std::string>(
                          "a statement on whole rows or arrays with more than numbers, slices, "
                          "+ - * /, signs and squares; a loop over the elements is compiled")
                    : std::nullopt;
}

}  // namespace autopar::frontend
