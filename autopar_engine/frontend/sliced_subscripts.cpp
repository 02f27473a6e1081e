#include "frontend/sliced_subscripts.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>

#include "frontend/attribute_names.hpp"
#include "frontend/expressions.hpp"
#include "frontend/literals.hpp"

namespace autopar::frontend {

using loop_ir::BinaryOperator;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

constexpr std::size_t kMostDimensions = 3;
// So that whoever walks the nest may recurse (kMaximumNesting).
constexpr int kMaximumDepth = 100;

// Finds the subscripts with slices that a statement consists of.
class Reader {
 public:
  explicit Reader(const NestBuilder& builder) : builder_(builder) {}

  // False for a statement that is left as it is.
  bool read(Node statement) {
    const auto target = statement.child(Field::Left);
    const auto value = statement.child(Field::Right);
    const bool is_update = statement.is(NodeKind::AugmentedAssignment);
    return builder_.counts_elements && builder_.inlined_call_count() == 0 &&
           builder_.current_loop().is_valid() && target && value && !statement.child(Field::Type) &&
           (!is_update || array_operator_of(statement)) && take_subscript(*target) &&
           take(*value, 0) && have_unit_steps();
  }

  // The target first, then the operands in order.
  std::vector<Node> subscripts;

 private:
  bool have_unit_steps() const {
    for (std::size_t level = 0; level < slices_of(subscripts.front()).size(); ++level) {
      if (unit_step(subscripts, level) == 0) {
        return false;
      }
    }
    return true;
  }

  bool take(Node node, int depth) {
    if (!holds_slice(node)) {
      return !node.is(NodeKind::Assignment);
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
      case NodeKind::Subscript:
        return take_subscript(node);
      default:
        return false;
    }
  }

  // It is lowered twice, so it holds no square itself.
  bool take_square(Node base, int depth) {
    const bool was_in_square = std::exchange(is_in_square_, true);
    const bool is_taken = !was_in_square && take(base, depth + 1);
    is_in_square_ = was_in_square;
    return is_taken;
  }

  // a[i, 1:n], or a[i][1:n]; the first one has at least as many slices as any other.
  bool take_subscript(Node node) {
    const auto base = node.is(NodeKind::Subscript) ? node.child(Field::Value) : std::nullopt;
    const auto slices = base ? slices_of(node) : std::vector<Node>();
    const std::size_t most =
        subscripts.empty() ? kMostDimensions : slices_of(subscripts.front()).size();
    const bool are_known = std::ranges::all_of(
        slices, [](Node slice) { return read_slice(slice) && !has_slice_inside(slice); });
    if (slices.empty() || slices.size() > most || !are_known || !has_plain_indices(node) ||
        !is_plain_base(*base)) {
      return false;
    }
    subscripts.push_back(node);
    return true;
  }

  static bool has_slice_inside(Node slice) {
    return std::ranges::any_of(slice.each_named_child(), holds_slice);
  }

  // Each selects in one dimension, if it is an int.
  static bool has_plain_indices(Node subscript) {
    const auto indices = subscript.children(Field::Subscript);
    const bool is_tuple_of_one = indices.size() == 1 && subscript.has_token(",");
    return !indices.empty() && !is_tuple_of_one && std::ranges::none_of(indices, [](Node index) {
      const bool is_slice = index.is(NodeKind::Slice);
      return index.is(NodeKind::Ellipsis) || index.is(NodeKind::None) ||
             index.is(NodeKind::Tuple) || index.is(NodeKind::List) ||
             index.is(NodeKind::ListSplat) || (!is_slice && holds_slice(index));
    });
  }

  bool is_plain_base(Node base) const {
    if (is_attribute_of_name(base)) {
      return is_plain_base(base.child(Field::Object).value());
    }
    if (base.is(NodeKind::Identifier)) {
      return !builder_.row_names.contains(std::string(base.text())) &&
             !builder_.is_comprehension_local(base.text());
    }
    const auto inner = base.is(NodeKind::Subscript) ? base.child(Field::Value) : std::nullopt;
    return inner && slices_of(base).empty() && has_plain_indices(base) && is_plain_base(*inner);
  }

  const NestBuilder& builder_;
  bool is_in_square_ = false;
};

}  // namespace

bool holds_slice(Node node) {
  std::vector<Node> pending{node};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (next.is(NodeKind::Slice)) {
      return true;
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return false;
}

std::vector<Node> slices_of(Node subscript) {
  auto indices = subscript.children(Field::Subscript);
  std::erase_if(indices, [](Node index) { return !index.is(NodeKind::Slice); });
  return indices;
}

std::optional<std::int64_t> small_literal(Node node) {
  constexpr std::int64_t kMost = std::int64_t{1} << 31;
  const auto operand = node.child(Field::Argument);
  const bool is_negative = sign_of(node) == loop_ir::UnaryOperator::Negate && operand;
  const Node digits = is_negative ? *operand : node;
  const auto value =
      digits.is(NodeKind::Integer) ? integer_value(digits.text()) : std::optional<std::int64_t>();
  return value && *value < kMost ? std::optional(is_negative ? -*value : *value) : std::nullopt;
}

std::optional<WrittenSlice> read_slice(Node slice) {
  WrittenSlice read;
  std::optional<Node> step;
  std::optional<Node>* const parts[] = {&read.lower, &read.upper, &step};
  std::size_t colons = 0;
  for (const Node& child : slice.children()) {
    if (child.is(NodeKind::Token)) {
      colons += child.text() == ":" ? 1 : 0;
    } else if (colons < std::size(parts)) {
      *parts[colons] = child;
    }
  }
  const auto literal = step ? small_literal(*step) : std::optional<std::int64_t>(1);
  const auto is_literal = [](const std::optional<Node>& bound) {
    return !bound || small_literal(*bound).has_value();
  };
  read.step = literal.value_or(0);
  const bool is_known = read.step > 0 || (is_literal(read.lower) && is_literal(read.upper));
  return read.step != 0 && is_known ? std::optional(read) : std::nullopt;
}

std::optional<std::size_t> level_of(Node subscript, std::size_t position, std::size_t dimensions) {
  const auto indices = subscript.children(Field::Subscript);
  if (!indices[position].is(NodeKind::Slice)) {
    return std::nullopt;
  }
  const auto slices_from =
      std::count_if(indices.begin() + static_cast<std::ptrdiff_t>(position), indices.end(),
                    [](Node index) { return index.is(NodeKind::Slice); });
  return dimensions - static_cast<std::size_t>(slices_from);
}

std::int64_t unit_step(const std::vector<Node>& subscripts, std::size_t level) {
  const std::size_t dimensions = slices_of(subscripts.front()).size();
  std::vector<std::int64_t> steps;
  for (const Node& subscript : subscripts) {
    const auto slices = slices_of(subscript);
    if (level + slices.size() >= dimensions) {
      steps.push_back(std::abs(read_slice(slices[level + slices.size() - dimensions])->step));
    }
  }
  const std::int64_t unit = *std::ranges::min_element(steps);
  return std::ranges::all_of(steps, [unit](std::int64_t step) { return step % unit == 0; }) ? unit
                                                                                            : 0;
}

std::optional<BinaryOperator> array_operator_of(Node node) {
  const auto token = node.child(Field::Operator);
  const auto op = token ? binary_operator_of(token->kind_name()) : std::nullopt;
  const bool is_taken = op == BinaryOperator::Add || op == BinaryOperator::Subtract ||
                        op == BinaryOperator::Multiply || op == BinaryOperator::TrueDivide;
  return is_taken ? op : std::nullopt;
}

std::optional<Node> squared_base(Node node) {
  const auto token = node.child(Field::Operator);
  const auto base = node.child(Field::Left);
  const auto exponent = node.child(Field::Right);
  const bool is_square = node.is(NodeKind::BinaryOperator) && token && base && exponent &&
                         binary_operator_of(token->kind_name()) == BinaryOperator::Power &&
                         exponent->is(NodeKind::Integer) && exponent->text() == "2";
  return is_square ? base : std::nullopt;
}

std::optional<loop_ir::UnaryOperator> sign_of(Node node) {
  const auto token = node.child(Field::Operator);
  if (!node.is(NodeKind::UnaryOperator) || !token) {
    return std::nullopt;
  }
  return token->text() == "-"   ? std::optional(loop_ir::UnaryOperator::Negate)
         : token->text() == "+" ? std::optional(loop_ir::UnaryOperator::Plus)
                                : std::nullopt;
}

std::vector<Node> find_sliced_subscripts(const NestBuilder& builder, Node statement) {
  Reader reader(builder);
  return reader.read(statement) ? std::move(reader.subscripts) : std::vector<Node>();
}

}  // namespace autopar::frontend
