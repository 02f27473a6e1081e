#include "frontend/new_array_names.hpp"

#include <fmt/format.h>

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
  // The statements that bind it, one or more.
  std::vector<ArrayCreation> creations;
  // Where the last binding holds.
  SourceRange scope;
  // The first statement that uses it as anything but a base or an operand, or binds it in any other
  // way.
  std::optional<Node> spoiled_by;
  struct Use {
    SourceRange range;
    Node statement;
  };
  std::vector<Use> uses;
};

// Why the name is not that of a new array; nothing if it is.
std::optional<std::string> find_fault(std::string_view name, const NameUse& use) {
  if (use.creations.size() != 1) {
    return fmt::format("`{}`, to which more than one statement gives a new array", name);
  }
  if (use.spoiled_by) {
    return fmt::format("`{}`, a new array of which {} takes more than elements and extents", name,
                       quoted_line(use.spoiled_by->text()));
  }
  const auto outside = std::ranges::find_if(
      use.uses, [&](const NameUse::Use& each) { return !is_inside(each.range, use.scope); });
  return outside == use.uses.end()
             ? std::nullopt
             : std::optional(
                   fmt::format("`{}`, a new array that may not be made yet where {} uses it", name,
                               quoted_line(outside->statement.text())));
}

class NewArrayNameSearch {
 public:
  NewArrayNameSearch(const NestBuilder& builder, Node loop) : builder_(builder), statement_(loop) {}

  NewArrayNames run() {
    visit(statement_, statement_, std::nullopt);
    for (const auto& [name, use] : names_) {
      const auto fault = use.creations.empty() ? std::nullopt : find_fault(name, use);
      for (const ArrayCreation& creation : use.creations) {
        if (fault) {
          refuse(creation.call, *fault);
        } else {
          found_.creations.emplace(name, creation);
        }
      }
    }
    return std::move(found_);
  }

 private:
  void refuse(Node call, std::string why) {
    found_.refused.insert_or_assign(call.range().begin.offset_bytes, std::move(why));
  }

  NameUse& use_of(Node name) { return names_[std::string(name.text())]; }
  void add_use(Node name) { use_of(name).uses.push_back({name.range(), statement_}); }

  // block: of which the node is a statement.
  void visit(Node node, Node parent, std::optional<SourceRange> block) {
    if (is_label(node, parent)) {
      return;
    }
    if (node.is(NodeKind::Identifier)) {
      NameUse& use = use_of(node);
      use.spoiled_by = use.spoiled_by.value_or(statement_);
    } else if (node.is(NodeKind::Block)) {
      const Node outer = statement_;
      for (const Node& statement : node.each_named_child()) {
        statement_ = statement;
        visit(statement, node, node.range());
      }
      statement_ = outer;
    } else if (node.is(NodeKind::ExpressionStatement)) {
      visit_children(node, {}, block);
    } else if (is_store(node, parent)) {
      visit(*node.child(Field::Left), node, std::nullopt);
      visit_operand(*node.child(Field::Right), node);
    } else if (!block || !is_binding(node, *block)) {
      refuse_unnamed(node);
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
      add_use(node);
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
      add_use(name);
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
    if (!creation || !*creation) {
      return false;
    }
    visit_children(*value, {}, std::nullopt);
    NameUse& use = use_of(*target);
    use.creations.push_back(**std::move(creation));
    use.scope = {node.range().end, block.end};
    return true;
  }

  // Of a call for which no statement of its own has a name.
  void refuse_unnamed(Node node) {
    auto creation = read_array_creation(builder_, node);
    if (creation) {
      refuse(node, *creation ? "a new array that no statement of its own gives a name"
                             : std::move(creation->error()));
    }
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
  // In which the search is; of a block, not what is inside of it.
  Node statement_;
  std::map<std::string, NameUse> names_;
  NewArrayNames found_;
};

}  // namespace

NewArrayNames find_new_array_names(const NestBuilder& builder, Node loop) {
  return NewArrayNameSearch(builder, loop).run();
}

}  // namespace autopar::frontend
