#include "loop_ir/verify.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/overloaded.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::loop_ir {
namespace {

class Verifier {
 public:
  explicit Verifier(const LoopNest& nest) : nest_(nest) {}

  std::vector<std::string> run() {
    if (nest_.loops.empty()) {
      return {"a nest has at least one loop"};
    }
    check_expressions();
    check_loops();
    check_block(nest_.loops[LoopNest::root()].body, LoopNest::root());
    check_block(nest_.loops[LoopNest::root()].else_block, LoopId());
    check_symbols();
    check_new_arrays();
    check_accesses();
    return std::move(violations_);
  }

 private:
  template <class... Arguments>
  void require(bool holds, fmt::format_string<Arguments...> message, Arguments&&... arguments) {
    if (!holds) {
      violations_.push_back(fmt::format(message, std::forward<Arguments>(arguments)...));
    }
  }

  void check_expressions() {
    for (const ExpressionId expression_id : nest_.expressions.ids()) {
      const ExpressionNode& node = nest_.expressions[expression_id].node;
      for (const ExpressionId operand_id : operands_of(node)) {
        require(nest_.expressions.contains(operand_id) && operand_id < expression_id,
                "expression {} has an operand that was not made before it", expression_id.index());
      }
      if (const auto* name = std::get_if<NameRead>(&node)) {
        require(nest_.names.contains(name->name_id), "expression {} reads no name",
                expression_id.index());
      }
      if (const auto* opaque = std::get_if<OpaqueExpression>(&node)) {
        require(nest_.refusals.contains(opaque->refusal_id),
                "expression {} is opaque but not refused", expression_id.index());
      }
    }
  }

  void check_loops() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      const Loop& loop = nest_.loops[loop_id];
      const bool is_root = loop_id == LoopNest::root();
      require(is_root != loop.parent_id.is_valid(), "loop {} and only the first has no parent",
              loop_id.index());
      require(is_root || loop.parent_id < loop_id, "loop {} stands before its parent",
              loop_id.index());
      require(!loop.domain.step || *loop.domain.step != 0, "loop {} has step 0", loop_id.index());
      for (const auto& bound : {loop.domain.start, loop.domain.stop}) {
        if (bound) {
          check_form(*bound, loops_around(loop.parent_id), fmt::format("loop {}", loop_id.index()));
        }
      }
    }
  }

  std::vector<LoopId> loops_around(LoopId innermost) const {
    std::vector<LoopId> loops;
    for (LoopId loop_id = innermost; nest_.loops.contains(loop_id);
         loop_id = nest_.loops[loop_id].parent_id) {
      loops.insert(loops.begin(), loop_id);
      if (loops.size() > nest_.loops.size()) {
        break;
      }
    }
    return loops;
  }

  void check_block(const Block& block, LoopId loop_id) {
    for (const StatementId statement_id : block) {
      if (!nest_.statements.contains(statement_id) || is_seen(statement_id)) {
        require(false, "statement {} stands in more than one place or nowhere",
                statement_id.index());
        continue;
      }
      check_statement(statement_id, loop_id);
    }
  }

  bool is_seen(StatementId statement_id) {
    seen_.resize(nest_.statements.size(), false);
    const bool was_seen = seen_[statement_id.index()];
    seen_[statement_id.index()] = true;
    return was_seen;
  }

  void check_statement(StatementId statement_id, LoopId loop_id) {
    std::visit(Overloaded{[&](const LoopStatement& inner) { check_inner(inner.loop_id, loop_id); },
                          [&](const If& branch) {
                            check_block(branch.then_block, loop_id);
                            check_block(branch.else_block, loop_id);
                          },
                          [&](const OpaqueStatement& opaque) {
                            require(nest_.refusals.contains(opaque.refusal_id),
                                    "statement {} is opaque but not refused", statement_id.index());
                            for (const Block& block : opaque.blocks) {
                              check_block(block, loop_id);
                            }
                          },
                          [&](const Break& exit) { check_exit(exit.loop_id, loop_id); },
                          [&](const Continue& exit) { check_exit(exit.loop_id, loop_id); },
                          [](const auto&) {}},
               nest_.statements[statement_id].node);
  }

  void check_inner(LoopId inner_id, LoopId around_id) {
    if (!nest_.loops.contains(inner_id)) {
      require(false, "a loop statement without a loop");
      return;
    }
    const Loop& inner = nest_.loops[inner_id];
    require(!around_id.is_valid() || inner.parent_id == around_id,
            "loop {} does not name the loop around it as its parent", inner_id.index());
    check_block(inner.body, inner_id);
    check_block(inner.else_block, inner.parent_id);
  }

  void check_exit(LoopId target_id, LoopId loop_id) {
    const auto around = loops_around(loop_id);
    require(std::ranges::find(around, target_id) != around.end(),
            "break or continue names loop {}, which is not around it", target_id.index());
  }

  void check_symbols() {
    for (const SymbolId symbol_id : nest_.symbols.ids()) {
      const Symbol& symbol = nest_.symbols[symbol_id];
      require(nest_.names.contains(symbol.name_id), "symbol {} has no name", symbol_id.index());
      require(!nest_.names.contains(symbol.name_id) || symbol.varies_with.is_valid() ||
                  !nest_.names[symbol.name_id].is_written,
              "symbol {} is written in the nest but varies with no loop", symbol_id.index());
    }
  }

  void check_new_arrays() {
    for (const NewArray& new_array : nest_.new_arrays) {
      const bool has_names =
          nest_.names.contains(new_array.name_id) && nest_.names.contains(new_array.made_id);
      require(has_names, "a new array has no name");
      require(!has_names || !nest_.names[new_array.name_id].is_written,
              "the nest binds the name of a new array");
      require(!has_names || nest_.names[new_array.made_id].is_written,
              "the nest does not say where a new array is made");
      require(!new_array.extent_ids.empty(), "a new array has no extents");
      for (const ExpressionId extent_id : new_array.extent_ids) {
        require(nest_.expressions.contains(extent_id), "a new array has an extent that is missing");
      }
    }
  }

  void check_accesses() {
    for (const AccessId access_id : nest_.accesses.ids()) {
      const Access& access = nest_.accesses[access_id];
      const std::string what = fmt::format("access {}", access_id.index());
      require(nest_.names.contains(access.base_id), "{} has no base", what);
      require(access.loop_ids.empty() || access.loop_ids == loops_around(access.loop_ids.back()),
              "{} does not list the loops around it", what);
      require(access.kind == AccessKind::Element || access.dimensions.empty(),
              "{} has dimensions but is no element", what);
      require(access.mode == AccessMode::Read || access.kind != AccessKind::Scalar ||
                  (nest_.names.contains(access.base_id) && nest_.names[access.base_id].is_written),
              "{} writes a name that is not marked as written", what);
      for (const SubscriptDimension& dimension : access.dimensions) {
        check_dimension(dimension, access, what);
      }
    }
  }

  void check_dimension(const SubscriptDimension& dimension, const Access& access,
                       const std::string& what) {
    require(!dimension.is_shifted || (!dimension.affine && !dimension.slice),
            "{} has a form for a subscript of which the dimension is not known", what);
    if (dimension.affine) {
      check_form(*dimension.affine, access.loop_ids, what);
    }
    if (!dimension.slice) {
      return;
    }
    require(dimension.form == SubscriptForm::Slice && !dimension.affine,
            "{} has a slice for an index that is none", what);
    require(dimension.slice->step != 0, "{} has a slice with step 0", what);
    for (const auto& bound :
         {dimension.slice->lower, dimension.slice->upper, dimension.slice->extent}) {
      if (bound) {
        check_form(*bound, access.loop_ids, what);
      }
    }
  }

  void check_form(const AffineForm& form, const std::vector<LoopId>& loops,
                  const std::string& what) {
    for (const auto& [loop_id, coefficient] : form.loop_terms()) {
      require(std::ranges::find(loops, loop_id) != loops.end(),
              "{} has a form over loop {}, which is not around it", what, loop_id.index());
    }
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      require(nest_.symbols.contains(symbol_id), "{} has a form over no symbol", what);
    }
  }

  const LoopNest& nest_;
  std::vector<bool> seen_;
  std::vector<std::string> violations_;
};

}  // namespace

std::vector<std::string> find_violations(const LoopNest& nest) { return Verifier(nest).run(); }

}  // namespace autopar::loop_ir
