#include "frontend/new_array_names.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "frontend/array_creations.hpp"
#include "frontend/inlined_helpers.hpp"
#include "frontend/nest_builder.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// What the loop does with one name.
struct NameUse {
  int bindings = 0;
  std::optional<ArrayCreation> creation;
  // Where the binding holds.
  SourceRange scope;
  // Used as anything but a base or an operand, or bound in any other way.
  bool is_spoiled = false;
  std::vector<SourceRange> uses;
};

class NewArrayNames {
 public:
  explicit NewArrayNames(const NestBuilder& builder) : builder_(builder) {}

  std::map<std::string, ArrayCreation> find(Node loop) {
    visit(loop, loop, std::nullopt);
    std::map<std::string, ArrayCreation> creations;
    for (const auto& [name, use] : names_) {
      const bool is_new_array = use.bindings == 1 && !use.is_spoiled &&
                                std::ranges::all_of(use.uses, [&](SourceRange range) {
                                  return is_inside(range, use.scope);
                                });
      if (is_new_array) {
        creations.emplace(name, *use.creation);
      }
    }
    return creations;
  }

 private:
  // block: of which the node is a statement.
  void visit(Node node, Node parent, std::optional<SourceRange> block) {
    if (is_label(node, parent)) {
      return;
    }
    if (node.is(NodeKind::Identifier)) {
      names_[std::string(node.text())].is_spoiled = true;
    } else if (node.is(NodeKind::Block)) {
      for (const Node& statement : node.each_named_child()) {
        visit(statement, node, node.range());
      }
    } else if (node.is(NodeKind::ExpressionStatement)) {
      visit_children(node, {}, block);
    } else if (is_store(node, parent)) {
      visit(*node.child(Field::Left), node, std::nullopt);
      visit_operand(*node.child(Field::Right), node);
    } else if (!block || !is_binding(node, *block)) {
      visit_children(node, measured_names(node), std::nullopt);
    }
  }

  // To cells of something, and to no name beside.
  static bool is_store(Node node, Node parent) {
    const bool is_alone = node.is(NodeKind::AugmentedAssignment) ||
                          (node.is(NodeKind::Assignment) && !parent.is(NodeKind::Assignment) &&
                           !node.child(Field::Type));
    const auto target = is_alone ? node.child(Field::Left) : std::nullopt;
    const auto value = target ? node.child(Field::Right) : std::nullopt;
    return value && target->is(NodeKind::Subscript) && !value->is(NodeKind::Assignment);
  }

  // A part of a value that is stored: an array that is one is read cell by cell, or typing refuses
  // it.
  void visit_operand(Node node, Node parent) {
    const bool is_of_parts = node.is(NodeKind::ParenthesizedExpression) ||
                             node.is(NodeKind::UnaryOperator) || node.is(NodeKind::BinaryOperator);
    if (node.is(NodeKind::Identifier)) {
      names_[std::string(node.text())].uses.push_back(node.range());
    } else if (is_of_parts) {
      for (const Node& part : node.each_named_child()) {
        visit_operand(part, node);
      }
    } else {
      visit(node, parent, std::nullopt);
    }
  }

  void visit_children(Node node, const std::vector<Node>& read, std::optional<SourceRange> block) {
    for (const Node& name : read) {
      names_[std::string(name.text())].uses.push_back(name.range());
    }
    for (const Node& child : node.each_named_child()) {
      if (std::ranges::find(read, child) == read.end()) {
        visit_below(child, node, read, block);
      }
    }
  }

  // The names that were read may stand in a list of arguments.
  void visit_below(Node child, Node parent, const std::vector<Node>& read,
                   std::optional<SourceRange> block) {
    if (child.is(NodeKind::ArgumentList) && !read.empty()) {
      for (const Node& argument : child.each_named_child()) {
        if (std::ranges::find(read, argument) == read.end()) {
          visit(argument, child, std::nullopt);
        }
      }
      return;
    }
    visit(child, parent, block);
  }

  bool is_binding(Node node, SourceRange block) {
    const auto target = node.is(NodeKind::Assignment) ? node.child(Field::Left) : std::nullopt;
    const auto value = target ? node.child(Field::Right) : std::nullopt;
    const bool is_plain = value && target->is(NodeKind::Identifier) && !node.child(Field::Type);
    auto creation = is_plain ? read_array_creation(builder_, *value) : std::nullopt;
    if (!creation) {
      return false;
    }
    visit(*value, node, std::nullopt);
    NameUse& use = names_[std::string(target->text())];
    ++use.bindings;
    use.creation = std::move(creation);
    use.scope = {node.range().end, block.end};
    return true;
  }

  // The names of which the node itself takes no more than elements or extents: x of x[i], len(x),
  // sum(x), x.shape, and of a loop over x.
  static std::vector<Node> measured_names(Node node) {
    std::vector<Node> names;
    const auto add = [&names](std::optional<Node> each) {
      if (each && each->is(NodeKind::Identifier)) {
        names.push_back(*each);
      }
    };
    switch (node.kind()) {
      case NodeKind::Subscript:
        add(node.child(Field::Value));
        break;
      case NodeKind::Attribute: {
        const auto attribute = node.child(Field::Attribute);
        add(attribute && attribute->text() == "shape" ? node.child(Field::Object) : std::nullopt);
        break;
      }
      case NodeKind::Call: {
        const auto callee = node.child(Field::Function);
        const auto list = node.child(Field::Arguments);
        const bool is_measure = callee && (callee->text() == "len" || callee->text() == "sum");
        const auto arguments = is_measure && list && list->is(NodeKind::ArgumentList)
                                   ? list->named_children()
                                   : std::vector<Node>();
        add(arguments.empty() ? std::nullopt : std::optional(arguments.front()));
        break;
      }
      case NodeKind::ForStatement:
        add(node.child(Field::Right));
        break;
      default:
        break;
    }
    return names;
  }

  const NestBuilder& builder_;
  std::map<std::string, NameUse> names_;
};

}  // namespace

std::map<std::string, ArrayCreation> find_new_array_names(const NestBuilder& builder, Node loop) {
  return NewArrayNames(builder).find(loop);
}

}  // namespace autopar::frontend
