#include "dependence/scalar_flow.hpp"

#include <algorithm>
#include <set>

#include "dependence/access_queries.hpp"
#include "dependence/collections.hpp"
#include "dependence/consumed_reads.hpp"
#include "dependence/feedback.hpp"
#include "dependence/index_content.hpp"
#include "dependence/induction.hpp"
#include "dependence/reductions.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

// A row, and what it is a reduction of while that may still turn out not to be one.
struct Classified {
  ScalarFlow row;
  std::optional<ReductionMatch> reduction;
};

class FlowClassifier {
 public:
  FlowClassifier(const Context& context, LoopId loop_id, const PlaceUse& use)
      : context_(context),
        nest_(context.nest),
        loop_id_(loop_id),
        use_(use),
        view_{nest_, loop_id, use} {
    row_.name_id = use.place.name_id;
    row_.text = use.place.text;
    row_.is_element = use.place.is_element;
  }

  Classified run() {
    const bool is_explained = try_induction() || try_reduction() || try_collection() ||
                              try_histogram() || try_flag() || try_private();
    if (!is_explained) {
      classify_carried();
    }
    return {std::move(row_), std::move(reduction_)};
  }

 private:
  const loop_ir::Name& name() const { return view_.name(); }
  const Access& access(AccessId access_id) const { return nest_.accesses[access_id]; }

  bool set(ScalarClass flow) {
    row_.flow = flow;
    return true;
  }

  bool try_induction() {
    if (use_.place.is_element) {
      return false;
    }
    const auto induction = find_induction(nest_, use_.place.name_id, loop_id_);
    if (!induction) {
      return false;
    }
    row_.step = induction->step;
    row_.op = "+";
    row_.is_float = !induction->step || name().kind != loop_ir::BaseKind::Integer;
    return set(ScalarClass::Induction);
  }

  bool try_reduction() {
    reduction_ = match_reduction(context_, view_);
    if (!reduction_) {
      return false;
    }
    row_.op = reduction_->op;
    row_.is_float = reduction_->is_float;
    return set(reduction_->is_conditional ? ScalarClass::CondReduction : ScalarClass::Reduction);
  }

  bool try_collection() {
    return take(match_append(view_), ScalarClass::Append) ||
           take(match_set_add(view_), ScalarClass::Commuting) ||
           take(match_concatenation(view_), ScalarClass::Concat);
  }

  bool take(const std::optional<CollectionMatch>& match, ScalarClass flow) {
    if (!match) {
      return false;
    }
    row_.evidence.add(match->evidence);
    row_.guard = match->guard;
    return set(flow);
  }

  bool try_histogram() {
    const auto match = match_histogram(view_);
    if (!match || has_distinct_cells()) {
      return false;
    }
    row_.op = match->op;
    row_.is_float = match->is_float;
    return set(ScalarClass::Histogram);
  }

  // At a call: the pair tests will say so, too.
  bool has_distinct_cells() const {
    return context_.facts != nullptr && std::ranges::all_of(use_.all, [&](AccessId access_id) {
             const auto distinct =
                 distinctness_of(nest_, access(use_.all.front()), access(access_id), loop_id_);
             return distinct && context_.holds(*distinct);
           });
  }

  bool is_invariant_value(ExpressionId value_id) const {
    return std::ranges::all_of(loop_ir::subtree_of(nest_, value_id), [&](ExpressionId part_id) {
      const auto& node = nest_.expressions[part_id].node;
      const auto* read = std::get_if<loop_ir::NameRead>(&node);
      const bool is_literal = std::holds_alternative<loop_ir::IntegerLiteral>(node) ||
                              std::holds_alternative<loop_ir::FloatLiteral>(node) ||
                              std::holds_alternative<loop_ir::BooleanLiteral>(node) ||
                              std::holds_alternative<loop_ir::StringLiteral>(node) ||
                              std::holds_alternative<loop_ir::NoneLiteral>(node) ||
                              std::holds_alternative<loop_ir::Unary>(node);
      return is_literal || (read != nullptr && !nest_.names[read->name_id].is_written);
    });
  }

  bool try_flag() {
    std::string value;
    for (const AccessId write_id : use_.writes) {
      const auto* assign =
          access(write_id).statement_id.is_valid()
              ? std::get_if<loop_ir::Assign>(&nest_.statements[access(write_id).statement_id].node)
              : nullptr;
      if (assign == nullptr || assign->target_ids.size() != 1 ||
          !is_place(nest_, assign->target_ids.front(), use_.place) ||
          !is_invariant_value(assign->value_id)) {
        return false;
      }
      const std::string text = loop_ir::print_expression(nest_, assign->value_id);
      if (!value.empty() && value != text) {
        return false;
      }
      value = text;
    }
    return !value.empty() && reads_are_preceded() && set(ScalarClass::Flag);
  }

  std::vector<AccessId> writes_before(AccessId read_id) const {
    std::vector<AccessId> before;
    std::ranges::copy_if(use_.writes, std::back_inserter(before),
                         [&](AccessId write_id) { return write_id < read_id; });
    return before;
  }

  bool reads_are_preceded() const {
    return std::ranges::all_of(use_.reads, [&](AccessId read_id) {
      return is_preceded(nest_, writes_before(read_id), access(read_id), loop_id_);
    });
  }

  bool try_private() {
    if (use_.writes.empty() || !reads_are_preceded() || may_keep_views()) {
      return false;
    }
    const bool is_last = use_.place.is_element || name().is_read_after || is_read_outside();
    return set(is_last ? ScalarClass::LastPrivate : ScalarClass::Private);
  }

  // `row[0]` of an array with more dimensions is a view of the cells that the next iteration
  // writes.
  bool may_keep_views() const {
    return use_.place.is_element && name().kind == loop_ir::BaseKind::Ndarray &&
           std::ranges::any_of(use_.reads, [&](AccessId read_id) {
             return !is_consumed(nest_, access(read_id).expression_id);
           });
  }

  // The nest reads what the loop left behind.
  bool is_read_outside() const {
    std::vector<AccessId> writes;
    for (const AccessId access_id : nest_.accesses.ids()) {
      const Access& each = access(access_id);
      if (each.base_id != use_.place.name_id || is_inside(each, loop_id_)) {
        continue;
      }
      if (each.kind == AccessKind::Scalar && each.mode == AccessMode::Write) {
        writes.push_back(access_id);
      } else if (!is_preceded(nest_, writes, each, LoopNest::root())) {
        return true;
      }
    }
    return false;
  }

  // Some write happens on some path before the read in its iteration.
  bool may_be_preceded(AccessId read_id) const {
    return std::ranges::any_of(use_.writes, [&](AccessId write_id) {
      return write_id < read_id && !are_exclusive(access(write_id), access(read_id));
    });
  }

  // Under opposite outcomes of one test.
  static bool are_exclusive(const Access& left, const Access& right) {
    for (std::size_t position = 0;
         position < std::min(left.conditions.size(), right.conditions.size()); ++position) {
      if (left.conditions[position].test_id != right.conditions[position].test_id) {
        return false;
      }
      if (left.conditions[position].holds != right.conditions[position].holds) {
        return true;
      }
    }
    return false;
  }

  void classify_carried() {
    const bool has_exposed_read = std::ranges::any_of(
        use_.reads, [&](AccessId read_id) { return !may_be_preceded(read_id); });
    if (!has_exposed_read) {
      row_.flow = ScalarClass::MaybePrivate;
    } else if (is_wrapped()) {
      row_.flow = ScalarClass::Wrap1;
    } else {
      row_.op = scan_operator();
      row_.flow = ScalarClass::Recurrence;
    }
  }

  // Written once, unconditionally, with a value that does not use it.
  bool is_wrapped() const {
    return use_.writes.size() == 1 && always_happens(nest_, use_.writes, loop_id_) &&
           std::ranges::none_of(use_.reads, [&](AccessId read_id) {
             return access(read_id).statement_id == access(use_.writes.front()).statement_id;
           });
  }

  // The operator if every write is an update by it that happens whatever the place holds, with
  // operands that do not depend on it either. The place may be read elsewhere.
  std::string scan_operator() const {
    std::optional<std::set<NameId>> fed;
    std::string op;
    for (const AccessId write_id : use_.writes) {
      const StatementId statement_id = access(write_id).statement_id;
      const auto update =
          statement_id.is_valid() ? match_update(nest_, statement_id, use_.place) : std::nullopt;
      if (!update || (!op.empty() && op != update->op)) {
        return "";
      }
      if (!fed) {
        fed = names_fed_by(nest_, loop_id_, use_.place.name_id);
      }
      if (is_governed_by(nest_, loop_id_, access(write_id), *fed) ||
          std::ranges::any_of(update->operand_ids, [&](ExpressionId operand_id) {
            return mentions_any(nest_, operand_id, *fed);
          })) {
        return "";
      }
      op = update->op;
    }
    const bool is_ordered =
        is_concatenation(view_) || may_grow_at_both_ends(view_) || is_changed_in_place();
    return is_ordered ? "" : op;
  }

  // `total += e` of an array: whoever was given it before sees each later value.
  bool is_changed_in_place() const {
    return name().kind == loop_ir::BaseKind::Ndarray && !use_.place.is_element &&
           std::ranges::any_of(use_.writes, [&](AccessId write_id) {
             const StatementId statement_id = access(write_id).statement_id;
             return std::holds_alternative<loop_ir::AugmentedAssign>(
                 nest_.statements[statement_id].node);
           });
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const PlaceUse& use_;
  PlaceView view_;
  ScalarFlow row_;
  std::optional<ReductionMatch> reduction_;
};

// Only rows that say something of elements are kept: the pair tests see the rest.
bool is_due(const LoopNest& nest, const PlaceUse& use, const ScalarFlow& row) {
  const bool has_scalar_write = std::ranges::any_of(use.writes, [&](AccessId write_id) {
    return nest.accesses[write_id].kind == AccessKind::Scalar;
  });
  const bool is_explained = row.flow != ScalarClass::MaybePrivate &&
                            row.flow != ScalarClass::Recurrence && row.flow != ScalarClass::Wrap1;
  const bool is_receiver = row.flow == ScalarClass::Append || row.flow == ScalarClass::Commuting ||
                           row.flow == ScalarClass::Histogram;
  return has_scalar_write || is_receiver || (use.place.is_element && is_explained);
}

// Has a value of its own in each iteration, but for what the last one leaves behind.
bool is_private(ScalarClass flow) {
  return flow == ScalarClass::LastPrivate || flow == ScalarClass::Private ||
         flow == ScalarClass::Flag;
}

class Records {
 public:
  Records(const Context& context, LoopId loop_id, std::vector<Classified>& places)
      : context_(context), loop_id_(loop_id), places_(places) {}

  // `if x > best: best = x; where = i`: where belongs to best. If it has other uses, iterations
  // meet in where in a way that no reduction explains, and best is what ties them.
  void settle() {
    for (Classified& place : places_) {
      if (!place.reduction || place.reduction->recorded_ids.empty()) {
        continue;
      }
      if (can_keep(*place.reduction)) {
        place.row.keeps_last_of_equals = place.reduction->tie == Tie::Last;
        mark(*place.reduction);
      } else {
        place.row.flow = ScalarClass::Recurrence;
        place.row.op.clear();
      }
    }
  }

 private:
  Classified* find(NameId name_id) const {
    const auto found = std::ranges::find_if(places_, [&](const Classified& place) {
      return place.row.name_id == name_id && !place.row.is_element;
    });
    return found == places_.end() ? nullptr : &*found;
  }

  bool can_keep(const ReductionMatch& reduction) const {
    return records_are_alone(context_.nest, loop_id_, reduction) &&
           std::ranges::all_of(reduction.recorded_ids, [&](NameId name_id) {
             const Classified* record = find(name_id);
             return record != nullptr && is_private(record->row.flow);
           });
  }

  void mark(const ReductionMatch& reduction) const {
    for (const NameId name_id : reduction.recorded_ids) {
      ScalarFlow& record = find(name_id)->row;
      record.flow = ScalarClass::ArgReduction;
      record.keeps_last_of_equals = reduction.tie == Tie::Last;
    }
  }

  const Context& context_;
  LoopId loop_id_;
  std::vector<Classified>& places_;
};

}  // namespace

std::vector<ScalarFlow> classify_scalars(const Context& context, LoopId loop_id) {
  const std::vector<PlaceUse> uses = collect_places(context.nest, loop_id);
  std::vector<Classified> places;
  for (const PlaceUse& use : uses) {
    places.push_back(FlowClassifier(context, loop_id, use).run());
  }
  Records(context, loop_id, places).settle();
  std::vector<ScalarFlow> rows;
  for (std::size_t position = 0; position < uses.size(); ++position) {
    const PlaceUse& use = uses[position];
    ScalarFlow& row = places[position].row;
    if (is_due(context.nest, use, row)) {
      row.access_ids.insert(use.all.begin(), use.all.end());
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

bool is_last_value_in_doubt(const loop_ir::LoopNest& nest, LoopId loop_id, const ScalarFlow& row) {
  const bool is_last = row.flow == ScalarClass::LastPrivate || row.flow == ScalarClass::Flag ||
                       (row.flow == ScalarClass::Private && row.is_element);
  const bool is_certain = std::ranges::any_of(row.access_ids, [&](AccessId access_id) {
    const Access& access = nest.accesses[access_id];
    return access.mode == AccessMode::Write && !access.is_skippable &&
           condition_count(nest, access) == outer_conditions(nest, loop_id);
  });
  return is_last && (row.is_element || !is_certain);
}

}  // namespace autopar::dependence
