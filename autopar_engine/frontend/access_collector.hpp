#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// Walks a nest in order of execution and appends its accesses; see accesses.hpp.
class AccessCollector {
 public:
  explicit AccessCollector(NestBuilder& builder) : builder_(builder), nest_(builder.nest) {}

  void run();

 private:
  // access_expressions.cpp
  void visit_value(loop_ir::ExpressionId expression_id);
  void visit_node(loop_ir::ExpressionId expression_id, const loop_ir::ExpressionNode& node);
  void visit_element(loop_ir::ExpressionId expression_id, loop_ir::AccessMode mode);
  void add_unknown_stores(loop_ir::ExpressionId base_id, loop_ir::ExpressionId place_id);
  void visit_attribute(loop_ir::ExpressionId expression_id, const loop_ir::Attribute& attribute);
  void visit_boolean(const loop_ir::BooleanOperation& operation);
  void visit_comparison(const loop_ir::Comparison& comparison);
  void visit_conditional(const loop_ir::Conditional& conditional);
  void visit_opaque(const loop_ir::OpaqueExpression& opaque);
  // The object behind an expression may be read as a whole and, with may_write, written.
  void visit_whole(loop_ir::ExpressionId expression_id, bool may_write);

  // access_calls.cpp
  void visit_call(const loop_ir::Call& call);
  void visit_callee(const loop_ir::Call& call);
  void visit_inlined(const loop_ir::Call& call);
  void visit_compiled_call(const loop_ir::Call& call);

  // access_statements.cpp
  void visit_loop(loop_ir::LoopId loop_id);
  void visit_block(const loop_ir::Block& block);
  void visit_statement(loop_ir::StatementId statement_id);
  void visit_assign(const loop_ir::Assign& assign);
  void visit_augmented(const loop_ir::AugmentedAssign& assign);
  void visit_opaque_statement(const loop_ir::OpaqueStatement& statement);
  void visit_stored(loop_ir::ExpressionId target_id);
  // Returns the names of which the loop may go on reading elements while it runs.
  std::set<loop_ir::NameId> visit_for_header(const loop_ir::Loop& loop);
  void visit_sequence_elements(loop_ir::LoopId loop_id, const loop_ir::Loop& loop,
                               const std::set<loop_ir::NameId>& read_on);

  void add(loop_ir::AccessKind kind, loop_ir::AccessMode mode, loop_ir::NameId base_id,
           loop_ir::ExpressionId expression_id,
           std::vector<loop_ir::SubscriptDimension> dimensions = {});
  void add_at(const SourceRange& range, loop_ir::AccessKind kind, loop_ir::AccessMode mode,
              loop_ir::NameId base_id, loop_ir::ExpressionId expression_id,
              std::vector<loop_ir::SubscriptDimension> dimensions);
  // A read of the name that looks at no element: len(a), a.shape, the header of a loop over a.
  void add_name_only_read(loop_ir::ExpressionId expression_id);
  // A write of a name for which the source has no expression of its own (import, def, walrus).
  void add_bare_write(loop_ir::NameId name_id, SourceRange range);

  // access_whole.cpp
  // Turns reads of names and chains through which elements may be seen into Whole reads.
  void mark_whole_reads();

  // The id of a name or, as written, of an attribute chain; not valid for other expressions.
  loop_ir::NameId base_of(loop_ir::ExpressionId expression_id);

  NestBuilder& builder_;
  loop_ir::LoopNest& nest_;
  std::map<std::string, loop_ir::NameId, std::less<>> chains_;
  // Chain -> its root, for the chains that became names.
  std::map<loop_ir::NameId, loop_ir::NameId> chain_roots_;
  std::set<loop_ir::AccessId> name_only_reads_;
  loop_ir::StatementId statement_id_;
  std::vector<loop_ir::LoopId> loop_ids_;
  std::vector<loop_ir::PathCondition> conditions_;
  // The places of bare writes. They join the nest at the end: nodes that are being visited stay
  // where they are.
  std::vector<loop_ir::Expression> bare_places_;
  int skippable_ = 0;
};

}  // namespace autopar::frontend
