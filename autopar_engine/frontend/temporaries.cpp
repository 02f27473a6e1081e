#include "frontend/temporaries.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "frontend/array_creations.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/inlined_helpers.hpp"
#include "frontend/loops.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::NameId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool is_inside(SourceRange inner, SourceRange outer) {
  return inner.begin.offset_bytes >= outer.begin.offset_bytes &&
         inner.end.offset_bytes <= outer.end.offset_bytes;
}

// What the loop does with one name.
struct NameUse {
  int bindings = 0;
  std::optional<Node> call;
  // Where the binding holds.
  SourceRange scope;
  // Used as anything but a base or an operand, or bound in any other way.
  bool is_spoiled = false;
  std::vector<SourceRange> uses;
};

class TemporaryNames {
 public:
  explicit TemporaryNames(const NestBuilder& builder) : builder_(builder) {}

  std::map<std::string, Node> find(Node loop) {
    visit(loop, loop, std::nullopt);
    std::map<std::string, Node> calls;
    for (const auto& [name, use] : names_) {
      const bool is_temporary = use.bindings == 1 && !use.is_spoiled &&
                                std::ranges::all_of(use.uses, [&](SourceRange range) {
                                  return is_inside(range, use.scope);
                                });
      if (is_temporary) {
        calls.emplace(name, *use.call);
      }
    }
    return calls;
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
    if (!value || !target->is(NodeKind::Identifier) || node.child(Field::Type) ||
        !read_array_creation(builder_, *value)) {
      return false;
    }
    visit(*value, node, std::nullopt);
    NameUse& use = names_[std::string(target->text())];
    ++use.bindings;
    use.call = value;
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

class TemporaryLowering {
 public:
  TemporaryLowering(NestBuilder& builder, Node assignment, ArrayCreation creation, Block& block)
      : builder_(builder), place_(assignment), creation_(std::move(creation)), block_(block) {}

  void lower(std::string_view name) {
    temporary_.name_id = builder_.name(name);
    temporary_.made_id = add_hidden("made");
    temporary_.data_type = creation_.data_type;
    temporary_.written_type = creation_.written_type;
    temporary_.resolved_type = creation_.resolved_type;
    block_.push_back(builder_.add(loop_ir::Assign{{read(temporary_.made_id)}, number(1)}, place_));
    for (const Node& extent : creation_.extents) {
      temporary_.extent_ids.push_back(lower_expression(builder_, extent));
    }
    block_.push_back(lower_loop(0));
    builder_.nest.temporaries.push_back(std::move(temporary_));
  }

 private:
  ExpressionId add(loop_ir::ExpressionNode node) { return builder_.add(std::move(node), place_); }
  ExpressionId read(NameId name_id) { return add(loop_ir::NameRead{name_id}); }
  ExpressionId number(std::int64_t value) { return add(loop_ir::IntegerLiteral{value}); }

  NameId add_hidden(std::string_view word) {
    const NameId name_id = builder_.add_hidden_name(word);
    builder_.mark_written(name_id);
    return name_id;
  }

  // Of the array; for the first dimension, all that the call was given is evaluated.
  ExpressionId lower_extent(std::size_t dimension) {
    const ExpressionId shape_id = add(loop_ir::Attribute{read(temporary_.name_id), "shape"});
    const ExpressionId extent_id =
        add(loop_ir::Subscript{shape_id, {number(static_cast<std::int64_t>(dimension))}});
    return dimension == 0 ? lower_beside(builder_, temporary_.extent_ids, extent_id, place_)
                          : extent_id;
  }

  loop_ir::StatementId lower_loop(std::size_t dimension) {
    const loop_ir::LoopId loop_id = add_loop(builder_, loop_ir::LoopKind::For, place_.range());
    const ExpressionId iterable_id =
        add_hidden_call(builder_, "range", {lower_extent(dimension)}, place_);
    index_ids_.push_back(add_hidden(loop_ir::kFillName));
    const ExpressionId target_id = read(index_ids_.back());
    builder_.enter_loop(loop_id);
    const loop_ir::StatementId inner_id =
        dimension + 1 < creation_.extents.size() ? lower_loop(dimension + 1) : lower_store();
    builder_.leave_loop();
    loop_ir::Loop& loop = builder_.nest.loops[loop_id];
    loop.iterable_id = iterable_id;
    loop.target_id = target_id;
    loop.body = {inner_id};
    return builder_.add(loop_ir::LoopStatement{loop_id}, place_);
  }

  loop_ir::StatementId lower_store() {
    const bool is_inexact =
        creation_.data_type.starts_with("float") || creation_.data_type.starts_with("complex");
    const ExpressionId value_id = is_inexact
                                      ? add(loop_ir::FloatLiteral{creation_.is_ones ? 1.0 : 0.0})
                                      : number(creation_.is_ones ? 1 : 0);
    loop_ir::Subscript cell;
    cell.base_id = read(temporary_.name_id);
    for (const NameId index_id : index_ids_) {
      cell.index_ids.push_back(read(index_id));
    }
    const ExpressionId cell_id = add(std::move(cell));
    return builder_.add(loop_ir::Assign{{cell_id}, value_id}, place_);
  }

  NestBuilder& builder_;
  Node place_;
  ArrayCreation creation_;
  Block& block_;
  loop_ir::Temporary temporary_;
  std::vector<NameId> index_ids_;
};

// The name stands for what the loop makes, whatever it held before.
void describe_name(loop_ir::Name& name) {
  name.kind = loop_ir::BaseKind::Ndarray;
  name.is_fresh = true;
  name.is_unseen = true;
  name.defined_at = Stage::Loop;
  name.constant.reset();
  name.element_type.clear();
}

}  // namespace

std::map<std::string, Node> find_temporaries(const NestBuilder& builder, Node loop) {
  return TemporaryNames(builder).find(loop);
}

bool lower_temporary(NestBuilder& builder, Node assignment, Block& block) {
  const auto target = assignment.child(Field::Left);
  const auto value = assignment.child(Field::Right);
  const auto found =
      target ? builder.temporaries.find(std::string(target->text())) : builder.temporaries.end();
  if (found == builder.temporaries.end() || !value || *value != found->second ||
      !builder.current_loop().is_valid()) {
    return false;
  }
  auto creation = read_array_creation(builder, *value);
  if (!creation) {
    return false;
  }
  TemporaryLowering(builder, assignment, *std::move(creation), block).lower(target->text());
  return true;
}

void finish_temporaries(NestBuilder& builder) {
  loop_ir::LoopNest& nest = builder.nest;
  for (const loop_ir::Temporary& temporary : nest.temporaries) {
    describe_name(nest.names[temporary.name_id]);
    for (const ExpressionId extent_id : temporary.extent_ids) {
      for (const ExpressionId part_id : loop_ir::subtree_of(nest, extent_id)) {
        const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[part_id].node);
        if (name != nullptr && nest.names[name->name_id].is_written) {
          nest.refusals.add({RefusalKind::NotCompiledYet, nest.expressions[extent_id].range,
                             "a new array whose extents change in the loop"});
        }
      }
    }
  }
}

}  // namespace autopar::frontend
