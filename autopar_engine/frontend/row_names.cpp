#include "frontend/row_names.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "frontend/attribute_names.hpp"
#include "frontend/inlined_helpers.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// What the loop does with one name.
struct NameUse {
  int bindings = 0;
  // Used as anything but a row, or perhaps bound in a way that is not known.
  bool is_spoiled = false;
  std::vector<SourceRange> row_uses;
  // Of the last binding: what the name may be a row of, the names that its place depends on, and
  // where the binding holds.
  std::string base;
  std::set<std::string> place_names;
  SourceRange place;
  SourceRange scope;
  bool is_loop_target = false;
};

class RowNames {
 public:
  explicit RowNames(const ElementTargets& element_targets) : element_targets_(element_targets) {}

  std::map<std::string, std::string> find(Node loop) {
    visit_statement(loop, loop.range());
    std::map<std::string, std::string> rows;
    for (const auto& [name, use] : uses_) {
      if (is_row(use)) {
        rows.emplace(name, use.base);
      }
    }
    while (std::erase_if(rows, [&](const auto& row) {
             return count_bindings(row.second) > 0 && !rows.contains(row.second);
           }) > 0) {
    }
    return rows;
  }

 private:
  int count_bindings(const std::string& name) const {
    const auto use = uses_.find(name);
    return use == uses_.end() ? 0 : use->second.bindings;
  }

  bool is_row(const NameUse& use) const {
    return use.bindings == 1 && !use.is_spoiled && !use.base.empty() && !use.row_uses.empty() &&
           std::ranges::all_of(use.row_uses,
                               [&](SourceRange range) { return is_inside(range, use.scope); }) &&
           std::ranges::all_of(use.place_names, [&](const std::string& name) {
             return is_fixed_at(name, use.place);
           });
  }

  // Nothing binds it but a loop around the place.
  bool is_fixed_at(const std::string& name, SourceRange place) const {
    const auto use = uses_.find(name);
    return use == uses_.end() || use->second.bindings == 0 ||
           (use->second.bindings == 1 && use->second.is_loop_target &&
            is_inside(place, use->second.scope));
  }

  NameUse& use_of(Node name) { return uses_[std::string(name.text())]; }

  void visit_block(Node block) {
    for (const Node& statement : block.each_named_child()) {
      visit_statement(statement, block.range());
    }
  }

  void visit_statement(Node node, SourceRange block) {
    switch (node.kind()) {
      case NodeKind::ForStatement:
        return visit_for(node);
      case NodeKind::Block:
        return visit_block(node);
      case NodeKind::ExpressionStatement:
      case NodeKind::WhileStatement:
      case NodeKind::IfStatement:
      case NodeKind::ElifClause:
      case NodeKind::ElseClause:
        for (const Node& child : node.each_named_child()) {
          visit_statement(child, block);
        }
        return;
      case NodeKind::Assignment:
        return visit_assignment(node, block);
      case NodeKind::AugmentedAssignment:
        return visit_update(node);
      default:
        return visit_value(node);
    }
  }

  void visit_for(Node loop) {
    const auto target = loop.child(Field::Left);
    const auto iterable = loop.child(Field::Right);
    const auto body = loop.child(Field::Body);
    if (!target || !iterable || !body || loop.has_token("async")) {
      return visit_value(loop);
    }
    const auto bases = element_targets_(loop);
    std::set<std::string> names;
    visit_target(*target, [&](Node name) { names.emplace(name.text()); });
    for (const std::string& name : names) {
      const auto base = bases.find(name);
      NameUse& use = uses_[name];
      ++use.bindings;
      use.base = base == bases.end() ? "" : base->second;
      use.place_names = names;
      use.place = body->range();
      use.scope = body->range();
      use.is_loop_target = true;
    }
    visit_iterable(*iterable);
    visit_block(*body);
    for (const Node& other : loop.children(Field::Alternative)) {
      visit_statement(other, loop.range());
    }
  }

  // Names in a target that it binds; what it stores into is read.
  template <class Bind>
  void visit_target(Node target, Bind bind) {
    switch (target.kind()) {
      case NodeKind::Identifier:
        return bind(target);
      case NodeKind::PatternList:
      case NodeKind::TuplePattern:
      case NodeKind::ListPattern:
      case NodeKind::ExpressionList:
      case NodeKind::Tuple:
      case NodeKind::List:
      case NodeKind::ParenthesizedExpression:
      case NodeKind::ListSplat:
      case NodeKind::ListSplatPattern:
        for (const Node& part : target.each_named_child()) {
          visit_target(part, bind);
        }
        return;
      default:
        return visit_value(target);
    }
  }

  void visit_iterable(Node iterable) {
    if (iterable.is(NodeKind::Identifier)) {
      use_of(iterable).row_uses.push_back(iterable.range());
      return;
    }
    const auto callee =
        iterable.is(NodeKind::Call) ? iterable.child(Field::Function) : std::nullopt;
    const auto arguments = callee ? iterable.child(Field::Arguments) : std::nullopt;
    const bool is_wrapper = callee && (callee->text() == "enumerate" || callee->text() == "zip" ||
                                       callee->text() == "reversed");
    if ((is_wrapper && arguments) || iterable.is(NodeKind::ParenthesizedExpression)) {
      for (const Node& part : (arguments ? *arguments : iterable).each_named_child()) {
        visit_iterable(part);
      }
      return;
    }
    visit_value(iterable);
  }

  // In a = b = value no name is a row's alone.
  void visit_assignment(Node assignment, SourceRange block) {
    const auto target = assignment.child(Field::Left);
    const auto value = assignment.child(Field::Right);
    if (!target || !value) {
      return visit_value(assignment);
    }
    const bool is_row = target->is(NodeKind::Identifier) && !is_chained_;
    visit_target(*target, [&](Node name) {
      bind(name, is_row ? value : std::nullopt, {assignment.range().end, block.end},
           assignment.range());
    });
    is_chained_ = value->is(NodeKind::Assignment);
    visit_statement(*value, block);
    is_chained_ = false;
  }

  void bind(Node name, std::optional<Node> value, SourceRange scope, SourceRange place) {
    NameUse& use = use_of(name);
    ++use.bindings;
    use.base.clear();
    use.scope = scope;
    use.place = place;
    const auto base = value && value->is(NodeKind::Subscript) ? value->child(Field::Value)
                                                              : std::optional<Node>();
    const auto indices = base ? value->children(Field::Subscript) : std::vector<Node>();
    const bool is_element = base &&
                            (base->is(NodeKind::Identifier) || is_attribute_of_name(*base)) &&
                            indices.size() == 1 && !value->has_token(",");
    if (is_element && is_plain_index(indices.front(), use.place_names)) {
      use.base = base->text();
    }
  }

  // Names, numbers, and sums and products of them.
  static bool is_plain_index(Node index, std::set<std::string>& names) {
    switch (index.kind()) {
      case NodeKind::Identifier:
        names.emplace(index.text());
        return true;
      case NodeKind::Integer:
        return true;
      case NodeKind::UnaryOperator:
      case NodeKind::BinaryOperator:
      case NodeKind::ParenthesizedExpression:
        return std::ranges::all_of(index.each_named_child(),
                                   [&](Node part) { return is_plain_index(part, names); });
      default:
        return false;
    }
  }

  void visit_update(Node update) {
    const auto target = update.child(Field::Left);
    if (target && target->is(NodeKind::Identifier)) {
      use_of(*target).bindings += 2;
    }
    visit_value(update);
  }

  void visit_value(Node node) {
    if (node.is(NodeKind::Identifier)) {
      use_of(node).is_spoiled = true;
      return;
    }
    const auto read = node.is(NodeKind::Subscript) ? subscripted_name(node) : measured_name(node);
    if (read) {
      use_of(*read).row_uses.push_back(read->range());
    }
    for (const Node& child : node.each_named_child()) {
      const bool is_read = read && is_inside(read->range(), child.range());
      if (!is_read && !is_label(child, node)) {
        visit_value(child);
      }
    }
  }

  static std::optional<Node> subscripted_name(Node subscript) {
    const auto base = subscript.child(Field::Value);
    const bool holds_slice =
        std::ranges::any_of(subscript.children(Field::Subscript), [](Node index) {
          return index.is(NodeKind::Slice) ||
                 std::ranges::any_of(index.each_named_child(),
                                     [](Node part) { return part.is(NodeKind::Slice); });
        });
    return base && base->is(NodeKind::Identifier) && !holds_slice ? base : std::nullopt;
  }

  // `0.0` or `start=0.0`.
  static bool is_number(Node argument) {
    const auto value = argument.is(NodeKind::KeywordArgument) ? argument.child(Field::Value)
                                                              : std::optional<Node>(argument);
    return value && (value->is(NodeKind::Integer) || value->is(NodeKind::Float));
  }

  // By len, or by sum, which may be given a number to start from.
  static std::optional<Node> measured_name(Node call) {
    const auto callee = call.is(NodeKind::Call) ? call.child(Field::Function) : std::nullopt;
    const bool is_measured = callee && (callee->text() == "len" || callee->text() == "sum");
    const auto list = is_measured ? call.child(Field::Arguments) : std::optional<Node>();
    const auto arguments =
        list && list->is(NodeKind::ArgumentList) ? list->named_children() : std::vector<Node>();
    const bool has_start =
        arguments.size() == 2 && callee->text() == "sum" && is_number(arguments.back());
    return (arguments.size() == 1 || has_start) && arguments.front().is(NodeKind::Identifier)
               ? std::optional(arguments.front())
               : std::nullopt;
  }

  const ElementTargets& element_targets_;
  std::map<std::string, NameUse> uses_;
  bool is_chained_ = false;
};

}  // namespace

std::map<std::string, std::string> find_row_names(Node loop,
                                                  const ElementTargets& element_targets) {
  return RowNames(element_targets).find(loop);
}

}  // namespace autopar::frontend
