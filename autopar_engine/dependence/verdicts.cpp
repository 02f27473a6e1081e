#include "dependence/verdicts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dependence/consecutive_iterations.hpp"
#include "dependence/generator_consumer.hpp"
#include "dependence/linear_recurrences.hpp"
#include "dependence/parallel_class.hpp"
#include "dependence/statement_graph.hpp"
#include "dependence/transformations.hpp"
#include "dependence/trivial_loops.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::DomainKind;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopKind;
using loop_ir::LoopNest;
using loop_ir::NameId;

class Decision {
 public:
  Decision(const Context& context, LoopId loop_id)
      : context_(context), nest_(context.nest), loop_id_(loop_id), loop_(nest_.loops[loop_id]) {}

  LoopAnalysis run() {
    if (is_trivial(nest_, loop_id_)) {
      return decide_early(Verdict::Trivial, "at most one iteration, or nothing to do");
    }
    if (loop_.domain.kind == DomainKind::WConv) {
      verdict().reasons.insert(Reason::While);
      verdict().counterexample = explain_carried_name(context_, loop_id_, names_in_test());
      return decide_early(Verdict::Seq,
                          "the loop runs until a value that it computes passes a bound");
    }
    hazards_ = find_hazards(context_, loop_id_);
    decide();
    finish();
    return std::move(analysis_);
  }

 private:
  LoopVerdict& verdict() { return analysis_.verdict; }

  LoopAnalysis decide_early(Verdict value, const char* text) {
    verdict().verdict = value;
    verdict().stage = Stage::Syntax;
    verdict().explanation = text;
    analysis_.verdict_if_guarded = value;
    analysis_.explanation_if_guarded = text;
    return std::move(analysis_);
  }

  void decide() {
    if (hazards_.has_carried_exit) {
      return decide_carried_exit();
    }
    if (!hazards_.recurrences.empty()) {
      return decide_recurrence();
    }
    add_while_question();
    add_consumer_question();
    const ParallelClass possible = classify_parallel(context_, loop_id_, hazards_);
    analysis_.verdict_if_guarded = possible.verdict;
    analysis_.is_float_reduction = possible.is_float_reduction;
    if (!hazards_.questions.empty() || possible.verdict == Verdict::Unknown) {
      return decide_unknown();
    }
    settle(possible.verdict);
  }

  void settle(Verdict value) {
    verdict().verdict = value;
    verdict().stage = hazards_.evidence.stage;
    analysis_.verdict_if_guarded = value;
  }

  void decide_carried_exit() {
    settle(Verdict::Seq);
    verdict().stage = hazards_.carried_exit_stage;
    verdict().reasons.insert(loop_.test_id.is_valid() ? Reason::While : Reason::Exit);
    add_recurrences();
    if (hazards_.exit_counterexample) {
      verdict().counterexample = hazards_.exit_counterexample;
    }
    verdict().explanation = "whether the loop goes on depends on what earlier iterations computed";
  }

  // Values, order and elements that one iteration takes from another.
  void decide_recurrence() {
    settle(class_of_recurrences());
    add_recurrences();
    verdict().explanation = hazards_.recurrences.front().text;
    if (context_.has_words && are_recurrences_alone()) {
      analysis_.recurrences = name_recurrences(context_, loop_id_, hazards_);
    }
    for (const std::string& name : analysis_.recurrences) {
      verdict().explanation += "; " + name;
    }
  }

  // One that happens for certain is the better counterexample.
  void add_recurrences() {
    auto& example = verdict().counterexample;
    for (const Recurrence& recurrence : hazards_.recurrences) {
      verdict().reasons.insert(recurrence.reason);
      const auto& other = recurrence.counterexample;
      if (other && (!example || (example->is_conditional && !other->is_conditional))) {
        example = other;
      }
    }
  }

  // Nothing but the recurrences stands in the way.
  bool are_recurrences_alone() const {
    return hazards_.questions.empty() && hazards_.scan.exits.empty() && !hazards_.has_io &&
           !hazards_.has_rng && !is_uncounted_while(loop_);
  }

  Verdict class_of_recurrences() {
    if (!are_recurrences_alone()) {
      return Verdict::Seq;
    }
    if (hazards_.recurrences.size() == 1 && hazards_.recurrences.front().is_scan &&
        !has_row(hazards_, ScalarClass::Histogram)) {
      return Verdict::Scan;
    }
    const StatementGraph graph = make_statement_graph(context_, loop_id_, hazards_);
    if (graph.components > 1 && graph.free_components > 0) {
      return Verdict::Pipeline;
    }
    const auto distance = constant_distance();
    if (distance && (*distance > 1 || graph.components > 1)) {
      analysis_.distance_iterations = distance;
      return Verdict::Doacross;
    }
    return Verdict::Seq;
  }

  // The smallest of the distances, if all are flows between elements and known.
  std::optional<std::int64_t> constant_distance() const {
    std::optional<std::int64_t> smallest;
    for (const Recurrence& recurrence : hazards_.recurrences) {
      if (recurrence.is_scalar || !recurrence.distance) {
        return std::nullopt;
      }
      smallest = std::min(smallest.value_or(*recurrence.distance), *recurrence.distance);
    }
    return smallest;
  }

  // The test of a while loop leads out of it like a break, unless it only counts. A flag that the
  // body sets is what a search looks for.
  void add_while_question() {
    if (is_uncounted_while(loop_) && loop_.domain.kind != DomainKind::WTrue && !test_reads_flag()) {
      ask(Reason::While, Stage::Never, "the number of iterations is not known on entry");
    }
    if (loop_.kind == LoopKind::AsyncFor) {
      ask(Reason::Yield, Stage::Never, "the loop is suspended in its header");
    }
  }

  bool test_reads_flag() const {
    return std::ranges::any_of(names_in_test(), [&](NameId name_id) {
      return std::ranges::any_of(hazards_.scalars, [&](const ScalarFlow& row) {
        return row.name_id == name_id && row.flow == ScalarClass::Flag;
      });
    });
  }

  std::vector<NameId> names_in_test() const {
    std::vector<NameId> name_ids;
    for (const loop_ir::ExpressionId part_id : loop_ir::subtree_of(nest_, loop_.test_id)) {
      if (const auto* read = std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node)) {
        name_ids.push_back(read->name_id);
      }
    }
    return name_ids;
  }

  void ask(Reason reason, Stage stage, const char* text) {
    hazards_.questions.push_back({reason, stage, {}, text});
  }

  // What becomes of a generator is up to whoever takes its values.
  void add_consumer_question() {
    if (loop_.kind == LoopKind::Genexp &&
        verdict_of_consumer(nest_, loop_id_) == Verdict::Unknown) {
      ask(Reason::Order, Stage::Never, "what takes the generator's values is not known");
    }
  }

  void decide_unknown() {
    verdict().verdict = Verdict::Unknown;
    Stage needed = Stage::Syntax;
    for (const OpenQuestion& question : hazards_.questions) {
      verdict().reasons.insert(question.reason);
      needed = std::max(needed, question.stage_needed);
      for (const Assumption& assumption : question.assumptions) {
        add_assumption(analysis_.assumptions, assumption);
      }
    }
    if (hazards_.questions.empty()) {
      add_streams();
      if (may_end_early(context_, loop_id_, hazards_)) {
        verdict().reasons.insert(Reason::Exit);
      }
      needed = Stage::Never;
    }
    verdict().stage_needed = needed;
    if (needed == Stage::Never || !guards_settle_all()) {
      analysis_.verdict_if_guarded = Verdict::Unknown;
    }
    verdict().explanation =
        hazards_.questions.empty() ? explain_unknown() : leading_question().text;
  }

  std::string explain_unknown() const {
    return may_end_early(context_, loop_id_, hazards_)
               ? "an early exit from a loop that also collects, reduces, prints or draws"
               : "random numbers and output each want the iterations in order";
  }

  // A question without an assumption may be answered the other way though all guards hold.
  bool guards_settle_all() const {
    return std::ranges::none_of(hazards_.questions, [](const OpenQuestion& question) {
      return question.assumptions.empty();
    });
  }

  // Of those that need the latest stage, which the verdict names, the first in the order of
  // reasons.
  const OpenQuestion& leading_question() const {
    return *std::ranges::min_element(hazards_.questions, {}, [](const OpenQuestion& question) {
      return std::pair(-static_cast<int>(question.stage_needed), question.reason);
    });
  }

  void finish() {
    add_reasons();
    if (context_.has_words) {
      add_names();
      add_transformations();
    }
    if (verdict().verdict != Verdict::Unknown) {
      analysis_.assumptions = hazards_.evidence.assumptions;
    }
    for (const Assumption& assumption : analysis_.assumptions) {
      verdict().guards.push_back(print_assumption(assumption, nest_));
    }
    find_sole_reason();
    analysis_.effect = hazards_.effect;
    analysis_.scalars = std::move(hazards_.scalars);
    if (context_.has_words) {
      add_explanations();
    }
    analysis_.dependences = std::move(hazards_.dependences);
  }

  void add_explanations() {
    if (verdict().explanation.empty()) {
      verdict().explanation = explain(verdict().verdict);
    }
    analysis_.explanation_if_guarded = is_parallel(analysis_.verdict_if_guarded)
                                           ? explain(analysis_.verdict_if_guarded)
                                           : verdict().explanation;
  }

  void add_reasons() {
    if (verdict().verdict != Verdict::Unknown) {
      add_streams();
    }
  }

  void add_streams() {
    if (hazards_.has_io) {
      verdict().reasons.insert(Reason::Io);
    }
    if (hazards_.has_rng) {
      verdict().reasons.insert(Reason::Rng);
    }
  }

  // Nothing else stands in the way: what is left open besides a recurrence is not among the
  // reasons.
  void find_sole_reason() {
    const auto reason = primary_reason(verdict().reasons);
    ReasonSet others = verdict().reasons;
    if (!reason || (others.erase(*reason), !others.empty())) {
      return;
    }
    const bool is_unknown = verdict().verdict == Verdict::Unknown;
    const bool ends_early = *reason == Reason::While || *reason == Reason::Exit;
    const bool is_conflict = is_unknown && hazards_.questions.empty();
    const bool has_class =
        ends_early || is_conflict ||
        classify_parallel(context_, loop_id_, hazards_).verdict != Verdict::Unknown;
    if (has_class && (is_unknown || hazards_.questions.empty())) {
      analysis_.sole_reason = reason;
    }
  }

  // But for those that no text holds.
  void add_names() {
    for (const ScalarFlow& row : hazards_.scalars) {
      if (row.text.starts_with(' ')) {
        continue;
      }
      const bool is_private = row.flow == ScalarClass::Private ||
                              row.flow == ScalarClass::LastPrivate || row.flow == ScalarClass::Flag;
      if (is_private) {
        verdict().private_names.push_back(row.text);
      } else if (is_reduction(context_, row.flow) || row.flow == ScalarClass::Histogram) {
        verdict().reduced_names.push_back(row.text);
      }
    }
    for (const std::string& place : hazards_.private_arrays) {
      verdict().private_names.push_back(place);
    }
  }

  void add_transformations() {
    if (is_parallel(analysis_.verdict_if_guarded)) {
      verdict().transformations = transformations_of(hazards_);
      return;
    }
    if (is_parallel(classify_parallel(context_, loop_id_, hazards_).verdict)) {
      verdict().transformations = transformations_with_snapshots(context_, loop_id_, hazards_);
    }
  }

  std::string explain(Verdict value) const {
    switch (value) {
      case Verdict::Doall:
        return "no iteration touches what another one writes";
      case Verdict::DoallPriv:
        return fmt::format("each iteration can have its own {}",
                           list(analysis_.verdict.private_names));
      case Verdict::Reduce:
        return fmt::format("iterations meet only in {}, by an operation that can be regrouped{}",
                           analysis_.verdict.reduced_names.empty()
                               ? "what " + consumer_of(nest_, loop_id_) + "() makes of their values"
                               : list(analysis_.verdict.reduced_names),
                           explain_ties());
      case Verdict::Collect:
        return "each iteration only contributes its own items to a collection";
      case Verdict::Histo:
        return "iterations only add to cells that the data selects";
      case Verdict::Doany:
        return "iterations meet only in operations whose order does not matter";
      case Verdict::Search:
        return "iterations are independent up to the one that ends the loop";
      case Verdict::OrderedIo:
        return "only the order of output ties the iterations";
      case Verdict::RngStream:
        return "only the stream of random numbers ties the iterations";
      default:
        return "iterations depend on each other";
    }
  }

  // Where a position is kept with an extreme value.
  std::string explain_ties() const {
    const auto row =
        std::ranges::find(analysis_.scalars, ScalarClass::ArgReduction, &ScalarFlow::flow);
    if (row == analysis_.scalars.end()) {
      return "";
    }
    return row->keeps_last_of_equals ? "; of equal values the last one stays"
                                     : "; of equal values the first one stays";
  }

  static std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
      text += (text.empty() ? "" : ", ") + name;
    }
    return text.empty() ? "temporaries" : text;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  const Loop& loop_;
  LoopHazards hazards_;
  LoopAnalysis analysis_;
};

}  // namespace

LoopAnalysis decide_loop(const Context& context, LoopId loop_id) {
  return Decision(context, loop_id).run();
}

}  // namespace autopar::dependence
