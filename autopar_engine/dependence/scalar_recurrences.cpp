#include "dependence/scalar_recurrences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/overloaded.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/feedback.hpp"
#include "dependence/linear_forms.hpp"
#include "dependence/packing.hpp"
#include "dependence/recurrence_wording.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::StatementId;

using Forms = std::map<NameId, PlaceForm>;

// Carries the forms of names through one iteration, from their values at its begin.
class IterationForms {
 public:
  IterationForms(const LoopNest& nest, const std::set<NameId>& fed, Forms forms)
      : nest_(nest), fed_(fed), forms_(std::move(forms)) {}

  // False if some statement is not read.
  bool run(const Block& block) {
    return std::ranges::all_of(block, [&](StatementId statement_id) { return run(statement_id); });
  }

  [[nodiscard]] const Forms& forms() const { return forms_; }

 private:
  bool run(StatementId statement_id) {
    return std::visit(
        Overloaded{
            [&](const loop_ir::Assign& assign) { return run_assign(assign); },
            [&](const loop_ir::AugmentedAssign& update) { return run_update(update); },
            [&](const loop_ir::If& branch) { return run_branch(branch); },
            [](const loop_ir::ExpressionStatement&) { return true; },
            [](const loop_ir::Pass&) { return true; },
            [&](const loop_ir::LoopStatement& inner) { return binds_nothing_fed(inner.loop_id); },
            [](const auto&) { return false; },
        },
        nest_.statements[statement_id].node);
  }

  [[nodiscard]] PlaceForm form(ExpressionId expression_id) const {
    return form_of(nest_, expression_id, [&](ExpressionId part_id) -> std::optional<PlaceForm> {
      const auto* read = std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node);
      const auto found = read != nullptr ? forms_.find(read->name_id) : forms_.end();
      if (found != forms_.end()) {
        return found->second;
      }
      return mentions_any(nest_, part_id, fed_) ? std::nullopt : std::optional(PlaceForm{});
    });
  }

  // All values are computed before the first target is bound.
  bool run_assign(const loop_ir::Assign& assign) {
    std::vector<std::pair<ExpressionId, PlaceForm>> bound;
    for (const ExpressionId target_id : assign.target_ids) {
      const auto* targets = display(target_id);
      const auto* values = display(assign.value_id);
      if (targets == nullptr) {
        bound.emplace_back(target_id, form(assign.value_id));
      } else if (values != nullptr && values->element_ids.size() == targets->element_ids.size()) {
        for (std::size_t position = 0; position < values->element_ids.size(); ++position) {
          bound.emplace_back(targets->element_ids[position], form(values->element_ids[position]));
        }
      } else {
        return false;
      }
    }
    return std::ranges::all_of(bound,
                               [&](const auto& each) { return bind(each.first, each.second); });
  }

  bool run_update(const loop_ir::AugmentedAssign& update) {
    return bind(update.target_id,
                combine_forms(update.op, form(update.target_id), form(update.value_id)));
  }

  // Stores to elements bind no name: what reads them back is fed, and has no form.
  bool bind(ExpressionId target_id, const PlaceForm& form) {
    const auto& node = nest_.expressions[target_id].node;
    if (const auto* name = std::get_if<loop_ir::NameRead>(&node)) {
      forms_[name->name_id] = form;
      return true;
    }
    return std::holds_alternative<loop_ir::Subscript>(node);
  }

  [[nodiscard]] const loop_ir::Display* display(ExpressionId expression_id) const {
    return std::get_if<loop_ir::Display>(&nest_.expressions[expression_id].node);
  }

  bool run_branch(const loop_ir::If& branch) {
    IterationForms otherwise(nest_, fed_, forms_);
    if (!form(branch.test_id).is_free() || !run(branch.then_block) ||
        !otherwise.run(branch.else_block)) {
      return false;
    }
    Forms joined;
    for (const auto& [name_id, then_form] : forms_) {
      const auto found = otherwise.forms_.find(name_id);
      if (found != otherwise.forms_.end()) {
        joined[name_id] = join_forms(then_form, found->second);
      }
    }
    forms_ = std::move(joined);
    return true;
  }

  bool binds_nothing_fed(LoopId inner_id) const {
    return std::ranges::none_of(nest_.accesses, [&](const loop_ir::Access& access) {
      return access.kind == loop_ir::AccessKind::Scalar &&
             access.mode == loop_ir::AccessMode::Write && is_inside(access, inner_id) &&
             (fed_.contains(access.base_id) || forms_.contains(access.base_id));
    });
  }

  const LoopNest& nest_;
  const std::set<NameId>& fed_;
  Forms forms_;
};

// Its + and * are not those of numbers: lists and strings are put behind each other.
bool holds_no_number(loop_ir::BaseKind kind) {
  using enum loop_ir::BaseKind;
  return kind == List || kind == Dict || kind == Set || kind == Str || kind == Iterator ||
         kind == Function || kind == Module;
}

// The names that carry values, and which of them each new value is made of.
class ScalarRecurrences {
 public:
  ScalarRecurrences(const LoopNest& nest, LoopId loop_id, const LoopHazards& hazards)
      : nest_(nest), loop_id_(loop_id) {
    for (const ScalarFlow& row : hazards.scalars) {
      if (row.flow == ScalarClass::Recurrence || row.flow == ScalarClass::Wrap1) {
        rows_.push_back(&row);
      }
    }
  }

  std::vector<std::string> run() {
    const bool are_numbers = std::ranges::none_of(rows_, [this](const ScalarFlow* row) {
      return row->is_element || holds_no_number(nest_.names[row->name_id].kind);
    });
    if (!are_numbers || !(are_scans() || find_forms())) {
      return {};
    }
    close_over();
    std::vector<std::string> names;
    for (std::size_t first = 0; first < rows_.size(); ++first) {
      const std::vector<std::size_t> circle = circle_of(first);
      if (circle.empty() || circle.front() != first) {
        continue;
      }
      const auto text = describe(circle);
      if (!text) {
        return {};
      }
      names.push_back(*text);
    }
    return names;
  }

 private:
  // An operator that regroups ties a name to itself alone, wherever in the loop it stands.
  bool are_scans() {
    if (std::ranges::any_of(rows_, [](const ScalarFlow* row) { return row->op.empty(); })) {
      return false;
    }
    for (std::size_t place = 0; place < rows_.size(); ++place) {
      forms_.push_back({FormShape::Linear, {place}});
    }
    return true;
  }

  bool find_forms() {
    std::set<NameId> fed;
    Forms begin;
    for (std::size_t place = 0; place < rows_.size(); ++place) {
      const NameId name_id = rows_[place]->name_id;
      fed.merge(names_fed_by(nest_, loop_id_, name_id));
      begin[name_id] = {FormShape::Linear, {place}};
    }
    IterationForms iteration(nest_, fed, begin);
    if (!iteration.run(nest_.loops[loop_id_].body)) {
      return false;
    }
    for (const ScalarFlow* row : rows_) {
      const bool is_scan = !row->op.empty();
      forms_.push_back(is_scan ? begin.at(row->name_id) : iteration.forms().at(row->name_id));
    }
    return std::ranges::none_of(
        forms_, [](const PlaceForm& form) { return form.shape == FormShape::Other; });
  }

  void close_over() {
    for (const PlaceForm& form : forms_) {
      reached_.push_back(form.places);
    }
    for (bool changes = true; changes;) {
      changes = false;
      for (std::set<std::size_t>& reached : reached_) {
        const std::size_t before = reached.size();
        for (const std::size_t place : std::set<std::size_t>(reached)) {
          reached.insert(reached_[place].begin(), reached_[place].end());
        }
        changes = changes || reached.size() != before;
      }
    }
  }

  // The places that a place depends on and that depend on it; empty if not even on itself.
  std::vector<std::size_t> circle_of(std::size_t place) const {
    std::vector<std::size_t> circle;
    for (const std::size_t other : reached_[place]) {
      if (reached_[other].contains(place)) {
        circle.push_back(other);
      }
    }
    return circle;
  }

  std::optional<std::string> describe(const std::vector<std::size_t>& circle) const {
    std::vector<std::string> texts;
    bool is_linear = true;
    bool is_fraction = false;
    for (const std::size_t place : circle) {
      texts.push_back(rows_[place]->text);
      is_linear = is_linear && forms_[place].shape == FormShape::Linear;
      is_fraction = forms_[place].shape == FormShape::Fraction;
    }
    std::ranges::sort(texts);
    const ScalarFlow& first = *rows_[circle.front()];
    if (circle.size() == 1 && !first.op.empty()) {
      return counts_places(nest_, loop_id_, first.name_id) ? describe_packing(first.text)
                                                           : describe_scan(first.text, first.op);
    }
    if (is_linear) {
      return describe_linear(fmt::format("{}", fmt::join(texts, ", ")), circle.size());
    }
    return is_fraction && circle.size() == 1 ? std::optional(describe_moebius(first.text))
                                             : std::nullopt;
  }

  const LoopNest& nest_;
  LoopId loop_id_;
  std::vector<const ScalarFlow*> rows_;
  std::vector<PlaceForm> forms_;
  std::vector<std::set<std::size_t>> reached_;
};

}  // namespace

std::vector<std::string> name_scalar_recurrences(const LoopNest& nest, LoopId loop_id,
                                                 const LoopHazards& hazards) {
  return ScalarRecurrences(nest, loop_id, hazards).run();
}

}  // namespace autopar::dependence
