#include "frontend/occurrence_collector.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "frontend/definition.hpp"
#include "frontend/imports.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

class OccurrenceCollector {
 public:
  OccurrenceCollector(const ModuleFacts& facts, Reads reads, Definitions definitions, Scope& scope)
      : facts_(facts), scope_(scope), reads_(reads), definitions_(definitions) {}

  void visit_scope(Node node) {
    block_end_ = node.range().end.offset_bytes;
    if (const auto body = node.child(Field::Body)) {
      visit(*body);
    } else {
      visit_children(node);
    }
  }

 private:
  void visit(Node node);
  void visit_children(Node node);
  void visit_block(Node node);
  void visit_nested(Node node);
  void visit_field(Node node, Field field);
  void visit_target(Node node, OccurrenceRole role, const Meaning* meaning = nullptr);
  void visit_defined(Node target, Node value);
  void visit_place(Node node);
  void visit_assignment(Node node);
  void visit_definition(Node node);
  void visit_import(Node node);
  void visit_call(Node node);

  void add(Node identifier, OccurrenceRole role, const Meaning* meaning = nullptr) {
    if (role != OccurrenceRole::Read || reads_ == Reads::Kept) {
      add(identifier.text(), identifier, role, meaning);
    }
  }
  void add(std::string_view name, Node place, OccurrenceRole role, const Meaning* meaning) {
    scope_.occurrences.add(name, {.role = role,
                                  .is_chained = is_chained_,
                                  .is_stored_into = is_stored_into_,
                                  .offset_bytes = place.range().begin.offset_bytes,
                                  .block_end_bytes = block_end_,
                                  .meaning = meaning});
  }

  const ModuleFacts& facts_;
  Scope& scope_;
  Reads reads_;
  Definitions definitions_;
  std::uint32_t block_end_ = 0;
  bool is_chained_ = false;
  bool is_stored_into_ = false;
};

void OccurrenceCollector::visit(Node node) {
  switch (node.kind()) {
    case NodeKind::Identifier:
      return add(node, OccurrenceRole::Read);
    case NodeKind::Attribute:
      return visit_field(node, Field::Object);
    case NodeKind::KeywordArgument:
      return visit_field(node, Field::Value);
    case NodeKind::Call:
      return visit_call(node);
    case NodeKind::Assignment:
      return visit_assignment(node);
    case NodeKind::AugmentedAssignment:
      if (!node.child(Field::Left)->is(NodeKind::Subscript)) {
        visit_field(node, Field::Left);
      }
      visit_field(node, Field::Right);
      return visit_target(*node.child(Field::Left), OccurrenceRole::Update);
    case NodeKind::ForStatement:
      visit_field(node, Field::Right);
      visit_target(*node.child(Field::Left), OccurrenceRole::Bind);
      visit_field(node, Field::Body);
      return visit_field(node, Field::Alternative);
    case NodeKind::NamedExpression:
      visit_field(node, Field::Value);
      return visit_target(*node.child(Field::Name), OccurrenceRole::Bind);
    case NodeKind::AsPatternTarget:
    case NodeKind::CaseClause:
    case NodeKind::DeleteStatement:
      visit_target(node, OccurrenceRole::Bind);
      return visit_children(node);
    case NodeKind::GlobalStatement:
    case NodeKind::NonlocalStatement:
      for (const Node& name : node.each_named_child()) {
        add(name, OccurrenceRole::Declare);
      }
      return;
    case NodeKind::ImportStatement:
    case NodeKind::ImportFromStatement:
    case NodeKind::FutureImportStatement:
      return visit_import(node);
    case NodeKind::FunctionDefinition:
    case NodeKind::ClassDefinition:
      return visit_definition(node);
    case NodeKind::Lambda:
      return visit_nested(node);
    case NodeKind::ExecStatement:
      scope_.reads_unknown_names = true;
      return visit_children(node);
    case NodeKind::Block:
      return visit_block(node);
    default:
      return visit_children(node);
  }
}

void OccurrenceCollector::visit_children(Node node) {
  for (const Node& child : node.each_named_child()) {
    if (child.count() > 1) {
      visit(child);
    } else if (child.is(NodeKind::Identifier)) {
      add(child, OccurrenceRole::Read);
    }
  }
}

void OccurrenceCollector::visit_block(Node node) {
  const std::uint32_t outer = std::exchange(block_end_, node.range().end.offset_bytes);
  visit_children(node);
  block_end_ = outer;
}

// What runs when the function is called is nested; its defaults are evaluated here. What it defines
// counts here only if some declaration in it makes a name that of another scope.
void OccurrenceCollector::visit_nested(Node node) {
  visit_field(node, Field::Superclasses);
  if (const auto parameters = node.child(Field::Parameters)) {
    for (const Node& parameter : parameters->each_named_child()) {
      visit_field(parameter, Field::Value);
    }
  }
  const bool declares = definitions_ == Definitions::Kept &&
                        node.holds_any_of(NodeKind::GlobalStatement, NodeKind::NonlocalStatement);
  const Scope inner = make_scope(node, &scope_, facts_, reads_,
                                 declares ? Definitions::Kept : Definitions::Dropped);
  scope_.reads_unknown_names = scope_.reads_unknown_names || inner.reads_unknown_names;
  for (const std::string& name : inner.occurrences.names()) {
    if (inner.binds(name)) {
      continue;
    }
    for (Occurrence occurrence : inner.find(name)) {
      occurrence.is_nested = true;
      scope_.occurrences.add(name, occurrence);
    }
  }
}

void OccurrenceCollector::visit_field(Node node, Field field) {
  if (const auto child = node.child(field)) {
    visit(*child);
  }
}

// Subscripts and attributes bind no name; what they mention is read.
void OccurrenceCollector::visit_target(Node node, OccurrenceRole role, const Meaning* meaning) {
  switch (node.kind()) {
    case NodeKind::Identifier:
      return add(node, role, meaning);
    case NodeKind::Subscript:
      return visit_place(node);
    case NodeKind::Attribute:
      return visit(node);
    case NodeKind::Block:
      return;
    default:
      for (const Node& child : node.each_named_child()) {
        visit_target(child, role);
      }
  }
}

// Of a[i][j] the name, and the indices.
void OccurrenceCollector::visit_place(Node node) {
  const auto base = node.child(Field::Value);
  for (const Node& child : node.each_named_child()) {
    if (child != base) {
      visit(child);
    } else if (child.is(NodeKind::Subscript)) {
      visit_place(child);
    } else {
      const bool was_stored_into = std::exchange(is_stored_into_, child.is(NodeKind::Identifier));
      visit(child);
      is_stored_into_ = was_stored_into;
    }
  }
}

bool has_splat(const std::vector<Node>& parts) {
  return std::ranges::any_of(parts, [](Node part) {
    return part.is(NodeKind::ListSplat) || part.is(NodeKind::ListSplatPattern);
  });
}

// `a, b = 0, []` defines each name by its own part.
void OccurrenceCollector::visit_assignment(Node node) {
  const auto right = node.child(Field::Right);
  if (!right) {
    return;
  }
  const bool is_chained = std::exchange(is_chained_, right->is(NodeKind::Assignment));
  visit(*right);
  is_chained_ = is_chained;
  const Node left = *node.child(Field::Left);
  if (definitions_ == Definitions::Dropped) {
    return visit_target(left, OccurrenceRole::Bind);
  }
  const bool may_be_taken_apart =
      (left.is(NodeKind::PatternList) || left.is(NodeKind::TuplePattern)) &&
      (right->is(NodeKind::ExpressionList) || right->is(NodeKind::Tuple));
  if (!may_be_taken_apart) {
    return visit_defined(left, *right);
  }
  const auto targets = left.named_children();
  const auto values = right->named_children();
  if (targets.size() != values.size() || has_splat(targets) || has_splat(values)) {
    return visit_defined(left, *right);
  }
  for (std::size_t position = 0; position < targets.size(); ++position) {
    visit_defined(targets[position], values[position]);
  }
}

// Only a name has a definition of its own.
void OccurrenceCollector::visit_defined(Node target, Node value) {
  if (!target.is(NodeKind::Identifier)) {
    return visit_target(target, OccurrenceRole::Bind);
  }
  const Meaning meaning = {.definition = classify_definition(value, [this](std::string_view name) {
                             return resolve_name(name, scope_, facts_);
                           })};
  const bool says_nothing = meaning.definition == Definition();
  add(target, OccurrenceRole::Bind, says_nothing ? nullptr : &meaning);
}

void OccurrenceCollector::visit_definition(Node node) {
  if (const auto name = node.child(Field::Name)) {
    static const Meaning kFunction = {.definition = {.kind = loop_ir::BaseKind::Function}};
    add(*name, OccurrenceRole::Bind, &kFunction);
  }
  visit_nested(node);
}

// What comes from a module may be anything.
void OccurrenceCollector::visit_import(Node node) {
  const loop_ir::BaseKind kind =
      node.is(NodeKind::ImportStatement) ? loop_ir::BaseKind::Module : loop_ir::BaseKind::Unknown;
  for (ImportedName& name : names_of_import(node)) {
    const Meaning meaning = {.definition = {.kind = kind},
                             .imported_as = std::move(name.dotted_name)};
    add(name.local_name, node, OccurrenceRole::Import, &meaning);
  }
}

void OccurrenceCollector::visit_call(Node node) {
  static constexpr auto kReaders = std::to_array<std::string_view>(
      {"locals", "vars", "globals", "eval", "exec", "execfile", "dir"});
  const auto callee = node.child(Field::Function);
  if (callee && std::ranges::find(kReaders, callee->text()) != kReaders.end()) {
    scope_.reads_unknown_names = true;
  }
  visit_children(node);
}

}  // namespace

void collect_occurrences(Node scope_node, const ModuleFacts& facts, Reads reads,
                         Definitions definitions, Scope& scope) {
  OccurrenceCollector(facts, reads, definitions, scope).visit_scope(scope_node);
}

}  // namespace autopar::frontend
