#include "dependence/dependence_hazards.hpp"

#include <algorithm>

#include "dependence/element_pairs.hpp"
#include "dependence/index_content.hpp"
#include "dependence/pair_test.hpp"
#include "dependence/scan_statement.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::SubscriptForm;

Reason reason_of(DependenceKind kind) {
  switch (kind) {
    case DependenceKind::Flow:
      return Reason::Flow;
    case DependenceKind::Anti:
      return Reason::Anti;
    case DependenceKind::Output:
      return Reason::Output;
  }
  return Reason::Flow;
}

class DependenceHazards {
 public:
  DependenceHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context), nest_(context.nest), loop_id_(loop_id), hazards_(hazards) {}

  void run() {
    const std::size_t asked = hazards_.questions.size();
    for (const Dependence& dependence : hazards_.dependences) {
      if (dependence.answer == Answer::Dependent) {
        add_recurrence(dependence);
      } else {
        add_questions(dependence);
      }
    }
    hazards_.dependence_questions = hazards_.questions.size() - asked;
  }

 private:
  std::string text_of_access(AccessId access_id) const {
    if (!context_.has_words) {
      return "";
    }
    const Access& access = nest_.accesses[access_id];
    return mentions_hidden_name(access.expression_id)
               ? nest_.names[access.base_id].text + "[...]"
               : loop_ir::print_expression(nest_, access.expression_id);
  }

  // The text has no such expression: it stands for a slice, a row or a whole array.
  bool mentions_hidden_name(loop_ir::ExpressionId expression_id) const {
    return std::ranges::any_of(
        loop_ir::subtree_of(nest_, expression_id), [&](loop_ir::ExpressionId part_id) {
          const auto* name = std::get_if<loop_ir::NameRead>(&nest_.expressions[part_id].node);
          return name != nullptr && nest_.names[name->name_id].text.starts_with(' ');
        });
  }

  void ask(Reason reason, Stage stage, std::vector<Assumption> assumptions, std::string text) {
    hazards_.questions.push_back({reason, stage, std::move(assumptions), std::move(text)});
  }

  void add_recurrence(const Dependence& dependence) {
    const Access& source = nest_.accesses[dependence.source_id];
    const Access& sink = nest_.accesses[dependence.sink_id];
    Recurrence recurrence;
    recurrence.reason = reason_of(dependence.kind);
    recurrence.text =
        context_.in_words("{} and {} name one cell in different iterations",
                          text_of_access(dependence.source_id), text_of_access(dependence.sink_id));
    recurrence.source_statement_id = source.statement_id;
    recurrence.sink_statement_id = sink.statement_id;
    recurrence.distance = carried_distance(dependence);
    recurrence.is_scan = hazards_.dependences.size() == 1 && recurrence.distance == 1 &&
                         is_scan_statement(nest_, dependence, loop_id_);
    recurrence.counterexample = explain_witness(pair_context(context_), dependence);
    hazards_.recurrences.push_back(std::move(recurrence));
  }

  std::optional<std::int64_t> carried_distance(const Dependence& dependence) const {
    const auto& loop_ids = nest_.accesses[dependence.source_id].loop_ids;
    const auto position = std::ranges::find(loop_ids, loop_id_) - loop_ids.begin();
    return dependence.kind == DependenceKind::Flow
               ? dependence.distances.at(static_cast<std::size_t>(position)).constant()
               : std::nullopt;
  }

  void add_questions(const Dependence& dependence) {
    const std::string text =
        context_.in_words("{} and {} may name one cell in different iterations",
                          text_of_access(dependence.source_id), text_of_access(dependence.sink_id));
    for (const MissingFact missing : dependence.missing) {
      ask(reason_for(dependence, missing), stage_for(missing), assumptions_for(dependence, missing),
          text);
    }
    if (dependence.may_wrap) {
      ask(Reason::Negwrap, Stage::Bounds, dependence.independent_if, text);
    }
  }

  Reason reason_for(const Dependence& dependence, MissingFact missing) const {
    switch (missing) {
      case MissingFact::Bound:
      case MissingFact::Stride:
      case MissingFact::Value:
        return Reason::Bound;
      case MissingFact::Alias:
        return Reason::Alias;
      case MissingFact::Type:
        return Reason::Type;
      case MissingFact::Form:
        return Reason::Nonaffine;
      case MissingFact::Precision:
        return Reason::Budget;
      case MissingFact::Content:
        return content_reason(dependence);
    }
    return Reason::Nonaffine;
  }

  // Loaded subscripts, products and the like, or a condition on data.
  Reason content_reason(const Dependence& dependence) const {
    bool is_nonaffine = false;
    for (const AccessId access_id : {dependence.source_id, dependence.sink_id}) {
      for (const auto& dimension : nest_.accesses[access_id].dimensions) {
        if (dimension.form == SubscriptForm::Indirect || dimension.form == SubscriptForm::Mask) {
          return Reason::Indirect;
        }
        is_nonaffine = is_nonaffine || !dimension.affine;
      }
    }
    return is_nonaffine ? Reason::Nonaffine : reason_of(dependence.kind);
  }

  static Stage stage_for(MissingFact missing) {
    switch (missing) {
      case MissingFact::Bound:
      case MissingFact::Stride:
      case MissingFact::Value:
      case MissingFact::Form:
        return Stage::Bounds;
      case MissingFact::Alias:
      case MissingFact::Type:
        return Stage::Types;
      case MissingFact::Content:
        return Stage::Content;
      case MissingFact::Precision:
        return Stage::Never;
    }
    return Stage::Content;
  }

  std::vector<Assumption> assumptions_for(const Dependence& dependence, MissingFact missing) const {
    const auto distinct = missing == MissingFact::Content
                              ? distinctness_of(nest_, nest_.accesses[dependence.source_id],
                                                nest_.accesses[dependence.sink_id], loop_id_)
                              : std::nullopt;
    return distinct ? std::vector<Assumption>{*distinct} : dependence.independent_if;
  }

  const Context& context_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
};

}  // namespace

void add_dependence_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  DependenceHazards(context, loop_id, hazards).run();
}

}  // namespace autopar::dependence
