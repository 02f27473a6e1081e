#include "frontend/lower.hpp"

#include <algorithm>
#include <utility>

#include "frontend/accesses.hpp"
#include "frontend/affine.hpp"
#include "frontend/array_creations.hpp"
#include "frontend/attribute_names.hpp"
#include "frontend/compiled_helpers.hpp"
#include "frontend/counted_loops.hpp"
#include "frontend/definition.hpp"
#include "frontend/domains.hpp"
#include "frontend/expressions.hpp"
#include "frontend/helpers.hpp"
#include "frontend/inlined_helpers.hpp"
#include "frontend/loops.hpp"
#include "frontend/module_scope.hpp"
#include "frontend/name_facts.hpp"
#include "frontend/nest_builder.hpp"
#include "frontend/new_array_names.hpp"
#include "frontend/new_arrays.hpp"
#include "frontend/row_names.hpp"
#include "frontend/scope.hpp"
#include "frontend/subscript_forms.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopNest;
using loop_ir::Quality;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// Finds the outermost loops of a text and lowers each.
class TextLowering {
 public:
  TextLowering(const syntax::SyntaxTree& tree, ModuleScope& module, const LoweringContext& context)
      : context_(context),
        has_error_(tree.root().has_error()),
        has_doubtful_names_(!module.has_plain_names) {
    Scope& scope = module.scope;
    if (!has_doubtful_names_) {
      scope.helpers = visible_helpers(tree.root(), scope, context.facts, module.helpers);
      scope.inlinable_helpers = find_inlinable(tree.root(), scope);
    }
    if (!has_doubtful_names_ && context.counts_elements) {
      scope.helper_definitions = find_helper_definitions(tree.root(), scope);
    }
    scope_ = &scope;
    visit_statements(tree.root());
    scope_ = nullptr;
  }

  std::vector<LoopNest> nests;

 private:
  void visit(Node node);
  void visit_children(Node node);
  // Those that hold loops.
  void visit_statements(Node block);
  void visit_field(Node node, Field field);
  void visit_scope(Node node);
  void visit_call(Node node);
  std::string consumer_of(Node generator) const;
  void visit_loop_statement(Node node);
  void visit_comprehension(Node node);
  void visit_error(Node node);
  // Inside a nest: looks for functions, lambdas and classes only.
  void visit_inside(Node node);

  template <class Lower>
  void add_nest(Node node, Lower lower);
  void refuse_damage(NestBuilder& builder, Node node) const;
  static void refuse_doubtful_names(NestBuilder& builder, Node node);

  const LoweringContext& context_;
  bool has_error_;
  bool has_doubtful_names_;
  bool is_inside_error_ = false;
  bool is_inside_nest_ = false;
  const Scope* scope_ = nullptr;
  // The call whose first argument is a generator expression that may become a nest.
  std::optional<Node> consumer_;
};

void TextLowering::visit(Node node) {
  switch (node.kind()) {
    case NodeKind::FunctionDefinition:
    case NodeKind::ClassDefinition:
    case NodeKind::Lambda:
      return visit_scope(node);
    case NodeKind::Error:
      return visit_error(node);
    case NodeKind::Call:
      return visit_call(node);
    case NodeKind::ForStatement:
    case NodeKind::WhileStatement:
      return is_inside_nest_ ? visit_children(node) : visit_loop_statement(node);
    case NodeKind::ListComprehension:
    case NodeKind::SetComprehension:
    case NodeKind::DictionaryComprehension:
    case NodeKind::GeneratorExpression:
      return is_inside_nest_ ? visit_children(node) : visit_comprehension(node);
    default:
      return visit_children(node);
  }
}

void TextLowering::visit_children(Node node) {
  for (const Node& child : node.each_named_child()) {
    visit(child);
  }
}

bool has_loops(Node node) {
  return node.holds_any_of(NodeKind::ForStatement, NodeKind::WhileStatement,
                           NodeKind::ListComprehension, NodeKind::SetComprehension,
                           NodeKind::DictionaryComprehension, NodeKind::GeneratorExpression);
}

void TextLowering::visit_statements(Node block) {
  for (const Node& statement : block.each_named_child()) {
    if (has_loops(statement)) {
      visit(statement);
    }
  }
}

// The generator expression of f(x for x in y), or of f((x for x in y), z).
std::optional<Node> consumed_generator(Node call) {
  const auto arguments = call.child(Field::Arguments);
  if (arguments && arguments->is(NodeKind::ArgumentList)) {
    const auto list = arguments->named_children();
    return list.empty() ? std::nullopt : std::optional(list.front());
  }
  return arguments;
}

void TextLowering::visit_call(Node node) {
  const std::optional<Node> outer = std::exchange(consumer_, node);
  visit_children(node);
  consumer_ = outer;
}

// max(values, key=f) calls f between two values, and so may max(values, **options).
bool has_own_key(Node call, const NameLookup& look_up) {
  const auto arguments = call.child(Field::Arguments);
  return arguments && std::ranges::any_of(arguments->each_named_child(), [&](Node argument) {
           const bool is_key = argument.is(NodeKind::KeywordArgument) &&
                               argument.child(Field::Name)->text() == "key";
           return argument.is(NodeKind::DictionarySplat) ||
                  (is_key && dotted_callee(*argument.child(Field::Value), look_up) != "len");
         });
}

std::string TextLowering::consumer_of(Node generator) const {
  const auto callee = consumer_ && consumed_generator(*consumer_) == generator
                          ? consumer_->child(Field::Function)
                          : std::nullopt;
  const auto look_up = [this](std::string_view name) {
    return resolve_name(name, *scope_, context_.facts);
  };
  if (!callee || has_own_key(*consumer_, look_up)) {
    return "";
  }
  const std::string dotted = dotted_callee(*callee, look_up);
  const auto method = callee->child(Field::Attribute);
  return dotted.empty() && method ? "." + std::string(method->text()) : dotted;
}

void TextLowering::visit_field(Node node, Field field) {
  if (const auto child = node.child(field)) {
    visit(*child);
  }
}

// A loop here is part of the nest, unless a scope of its own or damage sets it apart.
bool may_hold_nests(Node node) {
  return node.holds_any_of(NodeKind::FunctionDefinition, NodeKind::ClassDefinition,
                           NodeKind::Lambda, NodeKind::Error);
}

void TextLowering::visit_inside(Node node) {
  if (!may_hold_nests(node)) {
    return;
  }
  const bool outer = std::exchange(is_inside_nest_, true);
  visit(node);
  is_inside_nest_ = outer;
}

// Defaults, bases and annotations belong to the scope around, the body to a scope of its own.
void TextLowering::visit_scope(Node node) {
  visit_field(node, Field::Parameters);
  visit_field(node, Field::Superclasses);
  const auto body = node.child(Field::Body);
  if (!body || !has_loops(*body)) {
    return;
  }
  const Scope inner = make_scope(node, scope_, context_.facts);
  const Scope* const outer_scope = std::exchange(scope_, &inner);
  const bool outer_inside = std::exchange(is_inside_nest_, false);
  if (body->is(NodeKind::Block)) {
    visit_statements(*body);
  } else {
    visit(*body);
  }
  is_inside_nest_ = outer_inside;
  scope_ = outer_scope;
}

// What stands in an ERROR node is no part of a nest around it.
void TextLowering::visit_error(Node node) {
  const bool outer_inside = std::exchange(is_inside_nest_, false);
  const bool outer_error = std::exchange(is_inside_error_, true);
  visit_children(node);
  is_inside_error_ = outer_error;
  is_inside_nest_ = outer_inside;
}

// What an outermost loop iterates over, and its else block, lie outside of it.
void TextLowering::visit_loop_statement(Node node) {
  add_nest(node, [&](NestBuilder& builder) { lower_loop_statement(builder, node); });
  visit_field(node, Field::Right);
  for (const Node& child : node.each_named_child()) {
    if (child == node.child(Field::Alternative)) {
      visit(child);
    } else if (child != node.child(Field::Right)) {
      visit_inside(child);
    }
  }
}

void TextLowering::visit_comprehension(Node node) {
  const auto children = node.named_children();
  const auto is_clause = [](Node child) { return child.is(NodeKind::ForInClause); };
  const auto first = std::find_if(children.begin(), children.end(), is_clause);
  if (first == children.end()) {
    return visit_children(node);
  }
  add_nest(node, [&](NestBuilder& builder) {
    builder.nest.consumer = consumer_of(node);
    lower_comprehension_loop(builder, node);
  });
  for (const Node& source : first->children(Field::Right)) {
    visit(source);
  }
  for (const Node& child : children) {
    if (child != *first) {
      visit_inside(child);
    }
  }
}

// Of a nest.
constexpr std::size_t kUsualNames = 16;

template <class Lower>
void TextLowering::add_nest(Node node, Lower lower) {
  if (context_.only_at && node.range().begin.offset_bytes != *context_.only_at) {
    return;
  }
  NestBuilder builder(*scope_, context_.facts);
  builder.counts_elements = context_.counts_elements;
  LoopNest& nest = builder.nest;
  // About half of the nodes are tokens and statements.
  nest.expressions.reserve(node.count() / 2);
  nest.names.reserve(kUsualNames);
  nest.source_name = context_.source_name;
  nest.context = scope_->context;
  nest.scope_name = scope_->dotted_name;
  nest.parameters = scope_->parameters;
  if (context_.counts_elements) {
    builder.ranks = context_.ranks;
    builder.row_names =
        find_row_names(node, [&](Node loop) { return element_targets_of(builder, loop); });
    NewArrayNames found = find_new_array_names(builder, node);
    builder.new_arrays = std::move(found.creations);
    builder.refused_arrays = std::move(found.refused);
    for (const auto& [name, creation] : builder.new_arrays) {
      builder.ranks.insert_or_assign(name, creation.extents.size());
    }
  }
  lower(builder);
  refuse_attributes_of_bound_names(builder);
  refuse_damage(builder, node);
  if (has_doubtful_names_) {
    refuse_doubtful_names(builder, node);
  }
  classify_domains(nest);
  collect_accesses(builder);
  add_name_facts(builder, context_.is_read_later);
  finish_new_arrays(builder);
  const NameUses uses(nest);
  AffineConverter converter(nest, uses);
  measure_domains(nest, uses, converter);
  classify_subscripts(nest, uses, converter);
  nests.push_back(std::move(nest));
}

// Every innermost loop, and with it every loop, holds a statement that is not read.
void TextLowering::refuse_doubtful_names(NestBuilder& builder, Node node) {
  loop_ir::OpaqueStatement unread;
  unread.refusal_id = builder.refuse(RefusalKind::UnknownStatement, node,
                                     "names that Python may take for one another");
  LoopNest& nest = builder.nest;
  std::vector<bool> holds_loops(nest.loops.size(), false);
  for (const loop_ir::Loop& loop : nest.loops) {
    if (loop.parent_id.is_valid()) {
      holds_loops[loop.parent_id.index()] = true;
    }
  }
  for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
    if (!holds_loops[loop_id.index()]) {
      nest.loops[loop_id].body.push_back(builder.add(unread, node));
    }
  }
}

void TextLowering::refuse_damage(NestBuilder& builder, Node node) const {
  const auto error = node.first_error();
  if (error) {
    builder.refuse(RefusalKind::Damaged, *error);
  } else if (is_inside_error_) {
    builder.refuse(RefusalKind::Damaged, node);
  }
  builder.nest.quality = error || is_inside_error_ ? Quality::Damaged
                         : has_error_              ? Quality::Recovered
                                                   : Quality::Clean;
}

}  // namespace

std::vector<LoopNest> lower_loops(const syntax::SyntaxTree& tree, const LoweringContext& context) {
  ModuleScope module = read_module(tree, context.facts, Reads::Kept);
  return lower_loops(tree, module, context);
}

std::vector<LoopNest> lower_loops(const syntax::SyntaxTree& tree, ModuleScope& module,
                                  const LoweringContext& context) {
  return std::move(TextLowering(tree, module, context).nests);
}

}  // namespace autopar::frontend
