#include "dependence/scalar_flow.hpp"

#include <algorithm>
#include <map>

#include "dependence/access_queries.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/induction.hpp"
#include "dependence/updates.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::BaseKind;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;
using loop_ir::SubscriptForm;

bool is_comprehension(loop_ir::LoopKind kind) {
  return kind == loop_ir::LoopKind::Listcomp || kind == loop_ir::LoopKind::Setcomp ||
         kind == loop_ir::LoopKind::Dictcomp || kind == loop_ir::LoopKind::Genexp;
}

// Bound by the header of a loop.
bool is_target_write(const Access& access) {
  return access.kind == AccessKind::Scalar && access.mode == AccessMode::Write &&
         !access.statement_id.is_valid();
}

// What happens to one place inside the loop. Writes bind the name, or store to the cell; whatever
// else happens to an object through its name reads the name.
struct PlaceUse {
  Place place;
  std::vector<AccessId> all;
  std::vector<AccessId> writes;
  std::vector<AccessId> reads;
};

class FlowClassifier {
 public:
  FlowClassifier(const Context& context, LoopId loop_id, const PlaceUse& use)
      : nest_(context.nest), loop_id_(loop_id), use_(use) {
    row_.name_id = use.place.name_id;
    row_.text = use.place.text;
    row_.is_element = use.place.is_element;
    row_.access_ids.insert(use.all.begin(), use.all.end());
  }

  // Nothing where no row is due: an element place that is only read, or fits no class.
  std::optional<ScalarFlow> run() {
    const bool fits = try_induction() || try_reduction() || try_receiver() || try_concat() ||
                      try_histogram() || try_flag() || try_private() || try_carried();
    return fits ? std::optional(row_) : std::nullopt;
  }

 private:
  const loop_ir::Name& name() const { return nest_.names[use_.place.name_id]; }
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
    row_.is_float = !induction->step || !starts_as_integer();
    return set(ScalarClass::Induction);
  }

  bool starts_as_integer() const {
    return use_.place.is_element ? has_integer_elements(name()) : name().kind == BaseKind::Integer;
  }

  // The statements that hold the accesses, once each.
  std::vector<StatementId> statements() const {
    std::vector<StatementId> found;
    for (const AccessId access_id : use_.all) {
      const StatementId statement_id = access(access_id).statement_id;
      if (std::ranges::find(found, statement_id) == found.end()) {
        found.push_back(statement_id);
      }
    }
    return found;
  }

  // One statement's part in a reduction. An assignment under `if e > s` belongs to the test.
  struct Part {
    std::optional<Update> update;
    StatementId covers_id;
    std::vector<NameId> recorded_ids;
  };

  Part part_of(StatementId statement_id) const {
    if (!statement_id.is_valid()) {
      return {};
    }
    if (auto update = match_update(nest_, statement_id, use_.place)) {
      return {update, {}, {}};
    }
    if (auto found = match_conditional_update(nest_, statement_id, use_.place)) {
      return {found->update, found->assign_id, found->recorded_ids};
    }
    return {};
  }

  bool try_reduction() {
    std::vector<StatementId> covered;
    std::vector<Update> updates;
    std::vector<NameId> recorded;
    for (const StatementId statement_id : statements()) {
      if (std::ranges::find(covered, statement_id) != covered.end()) {
        continue;
      }
      const Part part = part_of(statement_id);
      if (!part.update || (!updates.empty() && updates.front().op != part.update->op)) {
        return false;
      }
      covered.push_back(part.covers_id);
      updates.push_back(*part.update);
      recorded.insert(recorded.end(), part.recorded_ids.begin(), part.recorded_ids.end());
    }
    if (updates.empty() || is_concatenation()) {
      return false;
    }
    row_.op = updates.front().op;
    row_.is_float = !is_integer_update(updates);
    recorded_ids_ = recorded;
    return set(is_conditional(covered) ? ScalarClass::CondReduction : ScalarClass::Reduction);
  }

  bool is_integer_update(const std::vector<Update>& updates) const {
    return starts_as_integer() && std::ranges::all_of(updates, [&](const Update& update) {
             return !update.divides && std::ranges::all_of(update.operand_ids, [&](auto operand) {
               return is_known_integer(nest_, operand);
             });
           });
  }

  bool is_conditional(const std::vector<StatementId>& covered) const {
    return std::ranges::any_of(use_.writes, [&](AccessId write_id) {
      const Access& write = access(write_id);
      const bool is_covered = std::ranges::find(covered, write.statement_id) != covered.end();
      const std::size_t own = is_covered ? 1 : 0;
      return condition_count(nest_, write) > outer_conditions(nest_, loop_id_) + own;
    });
  }

  // `out += [x]` or `text += s`: a sequence grows.
  bool is_concatenation() const {
    if (use_.place.is_element) {
      return false;
    }
    return name().kind == BaseKind::Str || name().kind == BaseKind::List ||
           std::ranges::any_of(statements(), [&](StatementId statement_id) {
             const auto update = match_update(nest_, statement_id, use_.place);
             return update && std::ranges::any_of(update->operand_ids, [&](ExpressionId operand) {
                      const auto& node = nest_.expressions[operand].node;
                      return std::holds_alternative<loop_ir::StringLiteral>(node) ||
                             std::holds_alternative<loop_ir::Display>(node);
                    });
           });
  }

  bool try_concat() {
    if (use_.place.is_element || !is_concatenation()) {
      return false;
    }
    const bool only_grows = std::ranges::all_of(statements(), [&](StatementId statement_id) {
      const auto update =
          statement_id.is_valid() ? match_update(nest_, statement_id, use_.place) : std::nullopt;
      return update && update->op == "+" &&
             std::holds_alternative<loop_ir::AugmentedAssign>(nest_.statements[statement_id].node);
    });
    if (!only_grows) {
      return false;
    }
    note_definition();
    return set(ScalarClass::Concat);
  }

  void note_definition() {
    if (name().defined_at != Stage::Never) {
      row_.evidence.add(name().defined_at);
    }
  }

  // The method that every access calls on the name, its result unused; empty if there is none.
  std::string only_method() const {
    std::string only;
    for (const StatementId statement_id : statements()) {
      const std::string method = method_of(statement_id);
      if (method.empty() ||
          (!only.empty() && only != method && !(is_append(only) && is_append(method)))) {
        return "";
      }
      only = method;
    }
    return only;
  }

  static bool is_append(const std::string& method) {
    return method == "append" || method == "extend";
  }

  std::string method_of(StatementId statement_id) const {
    const auto* statement =
        statement_id.is_valid()
            ? std::get_if<loop_ir::ExpressionStatement>(&nest_.statements[statement_id].node)
            : nullptr;
    const auto* call =
        statement != nullptr
            ? std::get_if<loop_ir::Call>(&nest_.expressions[statement->value_id].node)
            : nullptr;
    const auto* method =
        call != nullptr ? std::get_if<loop_ir::Attribute>(&nest_.expressions[call->callee_id].node)
                        : nullptr;
    const bool is_receiver =
        method != nullptr && std::ranges::all_of(use_.all, [&](AccessId access_id) {
          return access(access_id).statement_id != statement_id ||
                 access(access_id).expression_id == method->object_id;
        });
    return is_receiver ? method->attribute : "";
  }

  bool try_receiver() {
    if (use_.place.is_element || name().is_written) {
      return false;
    }
    const std::string method = only_method();
    if (is_append(method)) {
      return take_receiver(BaseKind::List, "list", ScalarClass::Append);
    }
    return method == "add" && name().kind == BaseKind::Set &&
           take_receiver(BaseKind::Set, "set", ScalarClass::Commuting);
  }

  bool take_receiver(BaseKind kind, const std::string& type, ScalarClass flow) {
    const bool is_unknown = name().kind == BaseKind::Unknown || name().kind == BaseKind::Param;
    if (name().kind != kind && !is_unknown) {
      return false;
    }
    note_definition();
    if (is_unknown) {
      row_.guard = HasType{use_.place.name_id, type};
    }
    if (flow == ScalarClass::Commuting) {
      row_.evidence.add(Stage::Library);
    }
    return set(flow);
  }

  // x[k] op= e with subscripts that no pair test can tell apart.
  bool try_histogram() {
    if (use_.place.is_element || !use_.writes.empty()) {
      return false;
    }
    std::string op;
    bool is_integer = has_integer_elements(name());
    for (const AccessId access_id : use_.all) {
      const Access& each = access(access_id);
      if (each.kind != AccessKind::Element || !has_scattered_index(each) ||
          !each.statement_id.is_valid()) {
        return false;
      }
      const auto* augmented =
          std::get_if<loop_ir::AugmentedAssign>(&nest_.statements[each.statement_id].node);
      if (augmented == nullptr || augmented->target_id != each.expression_id) {
        return false;
      }
      const Place cell{use_.place.name_id, true,
                       loop_ir::print_expression(nest_, augmented->target_id)};
      const auto update = match_update(nest_, each.statement_id, cell);
      if (!update || (!op.empty() && op != update->op)) {
        return false;
      }
      op = update->op;
      is_integer = is_integer && !update->divides && is_known_integer(nest_, augmented->value_id);
    }
    row_.op = op;
    row_.is_float = !is_integer;
    return set(ScalarClass::Histogram);
  }

  static bool has_scattered_index(const Access& access) {
    return std::ranges::any_of(access.dimensions, [](const auto& dimension) {
      return dimension.form == SubscriptForm::Variant ||
             dimension.form == SubscriptForm::Indirect || dimension.form == SubscriptForm::Moddiv ||
             dimension.form == SubscriptForm::Nonlin;
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
    if (use_.writes.empty() || !reads_are_preceded()) {
      return false;
    }
    const bool is_last = use_.place.is_element || name().is_read_after || is_read_outside();
    return set(is_last ? ScalarClass::LastPrivate : ScalarClass::Private);
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

  bool try_carried() {
    const bool has_exposed_read = std::ranges::any_of(
        use_.reads, [&](AccessId read_id) { return !may_be_preceded(read_id); });
    if (!has_exposed_read) {
      return set(ScalarClass::MaybePrivate);
    }
    if (is_wrapped()) {
      return set(ScalarClass::Wrap1);
    }
    row_.op = scan_operator();
    return set(ScalarClass::Recurrence);
  }

  // Written once, unconditionally, with a value that does not use it.
  bool is_wrapped() const {
    return use_.writes.size() == 1 && always_happens(nest_, use_.writes, loop_id_) &&
           std::ranges::none_of(use_.reads, [&](AccessId read_id) {
             return access(read_id).statement_id == access(use_.writes.front()).statement_id;
           });
  }

  // The operator if every write is an update by it; the place may be read elsewhere.
  std::string scan_operator() const {
    std::string op;
    for (const AccessId write_id : use_.writes) {
      const StatementId statement_id = access(write_id).statement_id;
      const auto update =
          statement_id.is_valid() ? match_update(nest_, statement_id, use_.place) : std::nullopt;
      if (!update || (!op.empty() && op != update->op)) {
        return "";
      }
      op = update->op;
    }
    return is_concatenation() ? "" : op;
  }

 public:
  [[nodiscard]] const std::vector<NameId>& recorded_ids() const { return recorded_ids_; }

 private:
  const LoopNest& nest_;
  LoopId loop_id_;
  const PlaceUse& use_;
  ScalarFlow row_;
  std::vector<NameId> recorded_ids_;
};

// Sorts the accesses of a loop by place.
class PlaceCollector {
 public:
  PlaceCollector(const LoopNest& nest, LoopId loop_id) : nest_(nest), loop_id_(loop_id) {
    for (const AccessId access_id : accesses_in(nest, loop_id)) {
      by_name_[nest.accesses[access_id].base_id].push_back(access_id);
    }
  }

  std::vector<PlaceUse> run() const {
    std::vector<PlaceUse> places;
    for (const auto& [name_id, access_ids] : by_name_) {
      if (is_written(access_ids) && !is_bound_by_header_only(access_ids)) {
        places.push_back(place_of(name_id, access_ids));
      }
    }
    return places;
  }

 private:
  bool is_written(const std::vector<AccessId>& access_ids) const {
    return std::ranges::any_of(access_ids, [&](AccessId access_id) {
      return nest_.accesses[access_id].mode == AccessMode::Write;
    });
  }

  // By this loop's own target, or by targets of comprehensions.
  bool is_bound_by_header_only(const std::vector<AccessId>& access_ids) const {
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      const bool is_harmless =
          access.mode == AccessMode::Read ||
          (is_target_write(access) && (access.loop_ids.back() == loop_id_ ||
                                       is_comprehension(nest_.loops[access.loop_ids.back()].kind)));
      return is_harmless;
    });
  }

  PlaceUse place_of(NameId name_id, const std::vector<AccessId>& access_ids) const {
    PlaceUse use;
    use.place = {name_id, false, nest_.names[name_id].text};
    if (is_one_invariant_cell(access_ids)) {
      use.place.is_element = true;
      use.place.text =
          loop_ir::print_expression(nest_, nest_.accesses[access_ids.front()].expression_id);
    }
    for (const AccessId access_id : access_ids) {
      const Access& access = nest_.accesses[access_id];
      const bool is_write = access.mode == AccessMode::Write &&
                            (use.place.is_element || access.kind == AccessKind::Scalar);
      use.all.push_back(access_id);
      (is_write ? use.writes : use.reads).push_back(access_id);
    }
    return use;
  }

  bool is_one_invariant_cell(const std::vector<AccessId>& access_ids) const {
    const Access& first = nest_.accesses[access_ids.front()];
    const std::string text = loop_ir::print_expression(nest_, first.expression_id);
    return std::ranges::all_of(access_ids, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.kind == AccessKind::Element && !access.dimensions.empty() &&
             std::ranges::all_of(access.dimensions,
                                 [&](const auto& each) { return is_invariant(each); }) &&
             loop_ir::print_expression(nest_, access.expression_id) == text;
    });
  }

  // Mentions nothing that is bound in this loop, and loads nothing that is written here.
  bool is_invariant(const loop_ir::SubscriptDimension& dimension) const {
    if (!dimension.index_id.is_valid() || dimension.form == SubscriptForm::Slice) {
      return false;
    }
    return std::ranges::all_of(
        loop_ir::subtree_of(nest_, dimension.index_id), [&](ExpressionId part_id) {
          const auto& node = nest_.expressions[part_id].node;
          const auto* read = std::get_if<loop_ir::NameRead>(&node);
          if (std::holds_alternative<loop_ir::Call>(node) ||
              std::holds_alternative<loop_ir::OpaqueExpression>(node)) {
            return false;
          }
          const auto found = read != nullptr ? by_name_.find(read->name_id) : by_name_.end();
          return found == by_name_.end() || !is_written(found->second);
        });
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::map<NameId, std::vector<AccessId>> by_name_;
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

// `if x > best: best = x; where = i`: where belongs to best, if it has no other access.
void mark_recorded(std::vector<ScalarFlow>& rows, const std::vector<NameId>& recorded) {
  for (ScalarFlow& row : rows) {
    const bool is_recorded = std::ranges::find(recorded, row.name_id) != recorded.end();
    if (is_recorded && row.flow != ScalarClass::Reduction &&
        (row.flow == ScalarClass::LastPrivate || row.flow == ScalarClass::Private ||
         row.flow == ScalarClass::Flag)) {
      row.flow = ScalarClass::ArgReduction;
    }
  }
}

}  // namespace

std::vector<ScalarFlow> classify_scalars(const Context& context, LoopId loop_id) {
  std::vector<ScalarFlow> rows;
  std::vector<NameId> recorded;
  for (const PlaceUse& use : PlaceCollector(context.nest, loop_id).run()) {
    FlowClassifier classifier(context, loop_id, use);
    const auto row = classifier.run();
    if (row && is_due(context.nest, use, *row)) {
      rows.push_back(*row);
      const bool is_extreme =
          row->flow == ScalarClass::Reduction && (row->op == "min" || row->op == "max");
      if (is_extreme) {
        recorded.insert(recorded.end(), classifier.recorded_ids().begin(),
                        classifier.recorded_ids().end());
      }
    }
  }
  mark_recorded(rows, recorded);
  return rows;
}

}  // namespace autopar::dependence
