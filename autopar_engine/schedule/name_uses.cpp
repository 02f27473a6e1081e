#include "schedule/name_uses.hpp"

#include <utility>

#include "base/overloaded.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::schedule {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

class Walk {
 public:
  Walk(const LoopNest& nest, LoopId left_out) : nest_(nest), left_out_(left_out) {}

  void enter_loop(LoopId loop_id) {
    if (loop_id == left_out_) {
      return;
    }
    const Loop& loop = nest_.loops[loop_id];
    read(loop.iterable_id);
    read(loop.test_id);
    const LoopId outer_id = std::exchange(innermost_, loop_id);
    if (loop.target_id.is_valid()) {
      bind(loop.target_id);
    } else if (loop.index_name_id.is_valid()) {
      bind_name(loop.index_name_id);
    }
    enter_block(loop.body);
    innermost_ = outer_id;
    enter_conditionally(loop.else_block);
  }

  NameUses uses;
  std::vector<ScalarWrite> writes;

 private:
  void read(ExpressionId expression_id) {
    if (!expression_id.is_valid()) {
      return;
    }
    for (const ExpressionId part_id : subtree_of(nest_, expression_id)) {
      const ExpressionNode& node = nest_.expressions[part_id].node;
      if (const auto* name = std::get_if<NameRead>(&node)) {
        uses.read.insert(name->name_id);
      } else if (const auto* opaque = std::get_if<OpaqueExpression>(&node)) {
        bind_names(opaque->written_name_ids);
      }
    }
  }

  void bind(ExpressionId target_id) {
    const ExpressionNode& target = nest_.expressions[target_id].node;
    if (const auto* name = std::get_if<NameRead>(&target)) {
      bind_name(name->name_id);
    } else if (const auto* display = std::get_if<Display>(&target)) {
      for (const ExpressionId element_id : display->element_ids) {
        bind(element_id);
      }
    } else {
      read(target_id);
    }
  }

  void bind_name(NameId name_id) {
    uses.written.insert(name_id);
    writes.push_back({name_id, innermost_, is_conditional_});
  }

  void bind_names(const std::vector<NameId>& name_ids) {
    for (const NameId name_id : name_ids) {
      bind_name(name_id);
    }
  }

  void enter_block(const Block& block) {
    for (const StatementId statement_id : block) {
      enter_statement(nest_.statements[statement_id].node);
    }
  }

  void enter_conditionally(const Block& block) {
    const bool was_conditional = std::exchange(is_conditional_, true);
    enter_block(block);
    is_conditional_ = was_conditional;
  }

  void enter_statement(const StatementNode& node) {
    std::visit(Overloaded{[&](const Assign& assign) { enter_assign(assign); },
                          [&](const AugmentedAssign& assign) {
                            read(assign.target_id);
                            read(assign.value_id);
                            bind(assign.target_id);
                          },
                          [&](const If& branch) {
                            read(branch.test_id);
                            enter_conditionally(branch.then_block);
                            enter_conditionally(branch.else_block);
                          },
                          [&](const LoopStatement& inner) { enter_loop(inner.loop_id); },
                          [](const Break&) {}, [](const Continue&) {}, [](const Pass&) {},
                          [&](const ExpressionStatement& statement) { read(statement.value_id); },
                          [&](const OpaqueStatement& opaque) { enter_opaque(opaque); }},
               node);
  }

  void enter_assign(const Assign& assign) {
    read(assign.value_id);
    for (const ExpressionId target_id : assign.target_ids) {
      bind(target_id);
    }
  }

  void enter_opaque(const OpaqueStatement& opaque) {
    for (const ExpressionId operand_id : opaque.operand_ids) {
      read(operand_id);
    }
    bind_names(opaque.written_name_ids);
    for (const Block& block : opaque.blocks) {
      enter_conditionally(block);
    }
  }

  const LoopNest& nest_;
  LoopId left_out_;
  LoopId innermost_;
  bool is_conditional_ = false;
};

}  // namespace

NameUses uses_of_loop(const LoopNest& nest, LoopId loop_id) {
  Walk walk(nest, LoopId());
  walk.enter_loop(loop_id);
  return std::move(walk.uses);
}

NameUses uses_outside_loop(const LoopNest& nest, LoopId loop_id) {
  Walk walk(nest, loop_id);
  walk.enter_loop(LoopNest::root());
  return std::move(walk.uses);
}

std::vector<ScalarWrite> writes_in_loop(const LoopNest& nest, LoopId loop_id) {
  Walk walk(nest, LoopId());
  walk.enter_loop(loop_id);
  return std::move(walk.writes);
}

}  // namespace autopar::schedule
