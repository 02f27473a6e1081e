#include "dependence/consumed_iterables.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "dependence/access_queries.hpp"
#include "dependence/iterable_sources.hpp"
#include "dependence/iterable_takers.hpp"
#include "dependence/loop_scan.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;

bool may_be_iterator(BaseKind kind) {
  return kind == BaseKind::Param || kind == BaseKind::Object || kind == BaseKind::Unknown;
}

// Whatever the elements of such a name are: a row of an array is no iterator, nor is a column.
bool holds_no_iterators(const loop_ir::Name& name) {
  switch (name.kind) {
    case BaseKind::Str:
    case BaseKind::Integer:
    case BaseKind::Float:
    case BaseKind::Boolean:
    case BaseKind::Function:
    case BaseKind::Module:
    case BaseKind::Frame:
      return true;
    case BaseKind::Ndarray:
      return !name.element_type.empty();
    default:
      return false;
  }
}

class Collector {
 public:
  Collector(const LoopNest& nest, LoopId loop_id, const LoopScan& scan)
      : nest_(nest), loop_id_(loop_id), scan_(scan) {}

  ConsumedIterables run() {
    add_headers();
    for (const CallSite& site : scan_.calls) {
      if (!site.is_of_own_header) {
        add_call(std::get<Call>(nest_.expressions[site.call_id].node));
      }
    }
    for (const loop_ir::OpaqueExpression* opaque : scan_.opaque_expressions) {
      if (opaque->kind == loop_ir::OpaqueExpressionKind::Starred) {
        std::ranges::for_each(opaque->operand_ids, [this](ExpressionId each) { add(each); });
      }
    }
    for (const loop_ir::StatementId statement_id : scan_.statement_ids) {
      add_statement(nest_.statements[statement_id].node);
    }
    add_tests_of_membership();
    IterableSources sources = sources_of(nest_, loop_id_, consumptions_);
    std::erase_if(sources.names, [&](NameId name_id) { return is_no_iterator(name_id); });
    std::erase_if(sources.containers, [&](NameId name_id) {
      return holds_no_iterators(nest_.names[name_id]) || is_bound_here(name_id);
    });
    return {{sources.names.begin(), sources.names.end()},
            {sources.containers.begin(), sources.containers.end()},
            sources.has_unknown};
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

  void add(ExpressionId expression_id) { consumptions_.push_back({expression_id, false}); }
  void add_elements(ExpressionId expression_id) { consumptions_.push_back({expression_id, true}); }

  void add_call(const Call& call) {
    const bool takes = goes_through_arguments(call);
    for (const loop_ir::Argument& argument : call.arguments) {
      if (takes || argument.stars == 1) {
        add(argument.value_id);
      }
      if (goes_through_elements(call, argument)) {
        add_elements(argument.value_id);
      }
    }
  }

  // Of an element that is taken apart a second time nothing is left to take apart.
  void add_statement(const loop_ir::StatementNode& node) {
    const auto* assign = std::get_if<loop_ir::Assign>(&node);
    const bool unpacks =
        assign != nullptr && std::ranges::any_of(assign->target_ids, [&](ExpressionId target_id) {
          return std::holds_alternative<loop_ir::Display>(nest_.expressions[target_id].node);
        });
    if (unpacks &&
        !std::holds_alternative<loop_ir::Subscript>(nest_.expressions[assign->value_id].node)) {
      add(assign->value_id);
    }
  }

  void add_tests_of_membership() {
    for (const loop_ir::Expression& expression : nest_.expressions) {
      const auto* comparison = std::get_if<loop_ir::Comparison>(&expression.node);
      if (comparison == nullptr) {
        continue;
      }
      for (const auto& [op, right_id] : comparison->rest) {
        const bool is_membership =
            op == loop_ir::ComparisonOperator::In || op == loop_ir::ComparisonOperator::NotIn;
        if (is_membership && is_accessed(right_id)) {
          add(right_id);
        }
      }
    }
  }

  [[nodiscard]] bool is_accessed(ExpressionId expression_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.expression_id == expression_id && is_inside(access, loop_id_);
    });
  }

  [[nodiscard]] bool is_no_iterator(NameId name_id) const {
    return !may_be_iterator(nest_.names[name_id].kind) || is_bound_here(name_id) ||
           has_items(nest_, loop_id_, name_id) || is_measured(name_id);
  }

  [[nodiscard]] bool is_bound_here(NameId name_id) const {
    return std::ranges::any_of(nest_.accesses, [&](const Access& access) {
      return access.base_id == name_id && access.kind == AccessKind::Scalar &&
             access.mode == AccessMode::Write && is_inside(access, loop_id_);
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
  const LoopScan& scan_;
  std::vector<Consumption> consumptions_;
};

}  // namespace

ConsumedIterables consumed_iterables(const LoopNest& nest, LoopId loop_id, const LoopScan& scan) {
  return Collector(nest, loop_id, scan).run();
}

}  // namespace autopar::dependence
