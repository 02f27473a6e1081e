#include "dependence/consumed_iterables.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/overloaded.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/loop_scan.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

// Functions that go through an argument of any iterable type. What ends in "." stands for a module.
constexpr auto kTakers = std::to_array<std::string_view>({"all",
                                                          "any",
                                                          "bytes",
                                                          "bytearray",
                                                          "collections.",
                                                          "dict",
                                                          "enumerate",
                                                          "filter",
                                                          "frozenset",
                                                          "functools.reduce",
                                                          "itertools.",
                                                          "list",
                                                          "map",
                                                          "math.dist",
                                                          "math.fsum",
                                                          "math.prod",
                                                          "math.sumprod",
                                                          "max",
                                                          "min",
                                                          "next",
                                                          "numpy.fromiter",
                                                          "numpy.sum",
                                                          "set",
                                                          "sorted",
                                                          "statistics.",
                                                          "sum",
                                                          "tqdm",
                                                          "tqdm.",
                                                          "tuple",
                                                          "zip",
                                                          ".difference",
                                                          ".extend",
                                                          ".extendleft",
                                                          ".fromkeys",
                                                          ".intersection",
                                                          ".isdisjoint",
                                                          ".issubset",
                                                          ".issuperset",
                                                          ".join",
                                                          ".symmetric_difference",
                                                          ".union",
                                                          ".update",
                                                          ".writelines"});

bool is_taker(std::string_view resolved) {
  return resolved.starts_with(loop_ir::kIteratingHelperPrefix) ||
         std::ranges::any_of(kTakers, [&](std::string_view taker) {
           return taker.ends_with('.') ? resolved.starts_with(taker) : resolved == taker;
         });
}

// max(a, b) compares its arguments, max(a) the values of one.
bool goes_through_arguments(const Call& call) {
  const bool is_extreme = call.resolved == "max" || call.resolved == "min";
  const bool has_values = call.arguments.size() > 1 && call.arguments[1].keyword.empty();
  return is_taker(call.resolved) && (!is_extreme || !has_values);
}

bool may_be_iterator(BaseKind kind) {
  return kind == BaseKind::Param || kind == BaseKind::Object || kind == BaseKind::Unknown;
}

class ConsumedIterables {
 public:
  ConsumedIterables(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {}

  std::vector<NameId> run() {
    add_headers();
    const LoopScan scan = scan_loop(nest_, loop_id_);
    for (const CallSite& site : scan.calls) {
      if (!site.is_of_own_header) {
        add_call(std::get<Call>(nest_.expressions[site.call_id].node));
      }
    }
    for (const loop_ir::OpaqueExpression* opaque : scan.opaque_expressions) {
      if (opaque->kind == loop_ir::OpaqueExpressionKind::Starred) {
        add_all(opaque->operand_ids);
      }
    }
    for (const loop_ir::StatementId statement_id : scan.statement_ids) {
      add_statement(nest_.statements[statement_id].node);
    }
    add_tests_of_membership();
    std::erase_if(found_, [&](NameId name_id) { return is_no_iterator(name_id); });
    return {found_.begin(), found_.end()};
  }

 private:
  void add_headers() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      const Loop& loop = nest_.loops[loop_id];
      if (loop.iterable_id.is_valid() && is_around(nest_, loop_id_, loop_id)) {
        add(loop.iterable_id);
      }
    }
  }

  void add_all(const std::vector<ExpressionId>& expression_ids) {
    for (const ExpressionId expression_id : expression_ids) {
      add(expression_id);
    }
  }

  // What stands where an iterable is taken: a name, or a choice among some.
  void add(ExpressionId expression_id) {
    const auto& node = nest_.expressions[expression_id].node;
    if (const auto* choice = std::get_if<loop_ir::Conditional>(&node)) {
      add(choice->when_true_id);
      return add(choice->when_false_id);
    }
    if (const auto* either = std::get_if<loop_ir::BooleanOperation>(&node)) {
      return add_all(either->operand_ids);
    }
    const auto* name = std::get_if<loop_ir::NameRead>(&node);
    if (name != nullptr) {
      add_name(name->name_id);
    } else if (std::holds_alternative<loop_ir::Attribute>(node)) {
      add_chain(loop_ir::print_expression(nest_, expression_id));
    }
  }

  // `t = x` in the loop makes t stand for x.
  void add_name(NameId name_id) {
    if (!found_.insert(name_id).second) {
      return;
    }
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      const bool binds = access.base_id == name_id && access.kind == AccessKind::Scalar &&
                         access.mode == AccessMode::Write && access.statement_id.is_valid();
      const auto* assign =
          binds ? std::get_if<loop_ir::Assign>(&nest_.statements[access.statement_id].node)
                : nullptr;
      if (assign != nullptr) {
        add_bound(assign->value_id);
      }
    }
  }

  // Of a tuple that is taken apart any part.
  void add_bound(ExpressionId value_id) {
    const auto* display = std::get_if<loop_ir::Display>(&nest_.expressions[value_id].node);
    return display != nullptr ? add_all(display->element_ids) : add(value_id);
  }

  void add_chain(std::string_view text) {
    for (const NameId name_id : nest_.names.ids()) {
      if (nest_.names[name_id].text == text) {
        found_.insert(name_id);
      }
    }
  }

  void add_call(const Call& call) {
    const bool takes = goes_through_arguments(call);
    for (const loop_ir::Argument& argument : call.arguments) {
      if (takes || argument.stars == 1) {
        add(argument.value_id);
      }
    }
  }

  void add_statement(const loop_ir::StatementNode& node) {
    const auto* assign = std::get_if<loop_ir::Assign>(&node);
    const bool unpacks =
        assign != nullptr && std::ranges::any_of(assign->target_ids, [&](ExpressionId target_id) {
          return std::holds_alternative<loop_ir::Display>(nest_.expressions[target_id].node);
        });
    if (unpacks) {
      add(assign->value_id);
    }
  }

  void add_tests_of_membership() {
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      accessed_.insert(nest_.accesses[access_id].expression_id);
    }
    for (const loop_ir::Expression& expression : nest_.expressions) {
      const auto* comparison = std::get_if<loop_ir::Comparison>(&expression.node);
      if (comparison == nullptr) {
        continue;
      }
      for (const auto& [op, right_id] : comparison->rest) {
        const bool is_membership =
            op == loop_ir::ComparisonOperator::In || op == loop_ir::ComparisonOperator::NotIn;
        if (is_membership && accessed_.contains(right_id)) {
          add(right_id);
        }
      }
    }
  }

  [[nodiscard]] bool is_no_iterator(NameId name_id) const {
    return !may_be_iterator(nest_.names[name_id].kind) || is_bound_here(name_id) ||
           is_subscripted(name_id) || is_measured(name_id);
  }

  [[nodiscard]] bool is_bound_here(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == AccessKind::Scalar &&
             access.mode == AccessMode::Write && is_inside(access, loop_id_);
    });
  }

  [[nodiscard]] bool is_subscripted(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == AccessKind::Element &&
             access.statement_id.is_valid() && !access.dimensions.empty() &&
             access.dimensions.front().index_id.is_valid() && !access.is_skippable &&
             happens_once(nest_, access, loop_id_);
    });
  }

  // By the range of this loop or of one around it.
  [[nodiscard]] bool is_measured(NameId name_id) const {
    const auto measures = [&](const std::optional<loop_ir::AffineForm>& form) {
      return form && std::ranges::any_of(form->symbol_terms(), [&](const auto& term) {
               const loop_ir::Symbol& symbol = nest_.symbols[term.first];
               return symbol.kind == loop_ir::SymbolKind::Extent && symbol.name_id == name_id;
             });
    };
    for (LoopId each = loop_id_; each.is_valid(); each = nest_.loops[each].parent_id) {
      const loop_ir::IterationDomain& domain = nest_.loops[each].domain;
      const bool is_range = domain.kind == loop_ir::DomainKind::RangeLen ||
                            domain.kind == loop_ir::DomainKind::RangeShape;
      if (is_range && (measures(domain.start) || measures(domain.stop))) {
        return true;
      }
    }
    return false;
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::set<NameId> found_;
  std::set<ExpressionId> accessed_;
};

}  // namespace

std::vector<NameId> consumed_iterables(const LoopNest& nest, LoopId loop_id) {
  return ConsumedIterables(nest, loop_id).run();
}

}  // namespace autopar::dependence
