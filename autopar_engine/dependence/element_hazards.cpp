#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/overloaded.hpp"
#include "dependence/access_queries.hpp"
#include "dependence/array_privatization.hpp"
#include "dependence/array_reductions.hpp"
#include "dependence/base_facts.hpp"
#include "dependence/hazards.hpp"
#include "dependence/implied_loops.hpp"
#include "dependence/index_content.hpp"
#include "dependence/packing.hpp"
#include "dependence/pair_test.hpp"
#include "dependence/scan_statement.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessKind;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::NameId;
using loop_ir::SubscriptForm;

// More pairs of one loop than this are not tested.
constexpr std::size_t kMaximumPairs = 5000;

std::uint64_t count_reads(const LoopNest& nest, const std::vector<AccessId>& access_ids) {
  return static_cast<std::uint64_t>(
      std::ranges::count(access_ids, AccessMode::Read,
                         [&](AccessId access_id) { return nest.accesses[access_id].mode; }));
}

struct BaseUse {
  std::vector<AccessId> elements;
  std::vector<AccessId> wholes;
  bool has_element_write = false;
  // The name is neither bound nor read but to reach elements.
  bool has_elements_only = true;
};

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

DependenceKind kind_of(const Access& source, const Access& sink) {
  if (source.mode == AccessMode::Read) {
    return DependenceKind::Anti;
  }
  return sink.mode == AccessMode::Read ? DependenceKind::Flow : DependenceKind::Output;
}

class ElementHazards {
 public:
  ElementHazards(const Context& context, LoopId loop_id, LoopHazards& hazards)
      : context_(context),
        pairs_{context.implied_loops == nullptr ? context.nest : context.implied_loops->nest,
               context.facts, context.effects, context.counters},
        nest_(context.nest),
        loop_id_(loop_id),
        hazards_(hazards) {}

  void run() {
    collect();
    for (const auto& [name_id, use] : bases_) {
      if (use.has_element_write) {
        add_written_base(name_id, use);
      }
    }
    judge_dependences();
  }

 private:
  void collect() {
    for (const AccessId access_id : accesses_in(nest_, loop_id_)) {
      const Access& access = nest_.accesses[access_id];
      BaseUse& use = bases_[access.base_id];
      if (access.kind == AccessKind::Element) {
        use.elements.push_back(access_id);
        use.has_element_write = use.has_element_write || access.mode == AccessMode::Write;
      } else if (access.kind == AccessKind::Whole) {
        use.wholes.push_back(access_id);
      }
      use.has_elements_only = use.has_elements_only && access.kind == AccessKind::Element;
    }
  }

  // Rows say how each access to the base's elements is made good.
  bool is_explained(NameId name_id, const BaseUse& use) const {
    std::set<AccessId> explained;
    for (const ScalarFlow& row : hazards_.scalars) {
      if (row.name_id == name_id && (row.is_element || row.flow == ScalarClass::Histogram)) {
        explained.insert(row.access_ids.begin(), row.access_ids.end());
      }
    }
    return std::ranges::all_of(use.elements,
                               [&](AccessId access_id) { return explained.contains(access_id); });
  }

  void ask(Reason reason, Stage stage, std::vector<Assumption> assumptions, std::string text) {
    hazards_.questions.push_back({reason, stage, std::move(assumptions), std::move(text)});
  }

  const std::string& text_of(NameId name_id) const { return nest_.names[name_id].text; }

  void add_written_base(NameId name_id, const BaseUse& use) {
    const BaseFacts base = describe_base(context_, name_id, loop_id_);
    if (base.is_made_in_iteration) {
      hazards_.has_own_arrays = true;
      return;
    }
    hazards_.evidence.add(base.evidence);
    if (base.is_rebound) {
      return ask(Reason::Alias, Stage::Types, {},
                 fmt::format("{} may be another object in each iteration", text_of(name_id)));
    }
    if (base.type == BaseType::Other) {
      ask(Reason::Type, Stage::Types, {array_assumption(nest_, name_id)},
          fmt::format("the type of {} is not known", text_of(name_id)));
    }
    relate_to_others(name_id);
    if (is_explained(name_id, use)) {
      return;
    }
    if (!use.wholes.empty()) {
      ask(Reason::Flow, Stage::Types, {},
          fmt::format("{} is used as a whole while its elements are written", text_of(name_id)));
    }
    if (base.type == BaseType::Dict && add_distinct_keys(use)) {
      return;
    }
    const bool may_hold_lists = base.type == BaseType::List || base.type == BaseType::Dict;
    if (may_hold_lists && has_slice_store(use)) {
      return ask(
          Reason::Nonaffine, Stage::Bounds, {},
          fmt::format("a store through a slice of {} may change a length", text_of(name_id)));
    }
    test_own_pairs(use, base);
    hazards_.collects_keys = hazards_.collects_keys || base.type == BaseType::Dict;
  }

  // What the base carries between its own elements, unless a transformation takes it away. Only
  // where no fact of a later stage could show that it carries nothing.
  void test_own_pairs(const BaseUse& use, const BaseFacts& base) {
    const std::size_t before = hazards_.dependences.size();
    const Evidence evidence = hazards_.evidence;
    test_pairs(use.elements, use.elements,
               base.type == BaseType::Other ? BaseType::Array : base.type);
    const auto begin = hazards_.dependences.begin() + static_cast<std::ptrdiff_t>(before);
    const bool is_tied = std::any_of(begin, hazards_.dependences.end(), [](const auto& each) {
      return each.answer == Answer::Dependent || each.independent_if.empty();
    });
    if (!is_tied || !use.has_elements_only ||
        !(try_reduction(use, base, evidence) || try_privatization(use, base, evidence, before))) {
      return;
    }
    may_wrap_.resize(before);
    hazards_.dependences.resize(before);
  }

  bool try_reduction(const BaseUse& use, const BaseFacts& base, const Evidence& evidence) {
    auto row = match_array_reduction(context_, loop_id_, use.elements, base);
    if (row) {
      hazards_.evidence = evidence;
      hazards_.scalars.push_back(std::move(*row));
    }
    return row.has_value();
  }

  // Not at a call: compiled code has no form for an array of an iteration's own.
  bool try_privatization(const BaseUse& use, const BaseFacts& base, const Evidence& evidence,
                         std::size_t before) {
    const auto proof = context_.facts == nullptr
                           ? privatize_array(context_, loop_id_, use.elements, base)
                           : std::nullopt;
    if (proof) {
      hazards_.evidence = evidence;
      hazards_.evidence.add(*proof);
      hazards_.private_arrays.push_back(text_of(nest_.accesses[use.elements.front()].base_id) +
                                        "[...]");
      hazards_.private_dependences.insert(
          hazards_.private_dependences.end(),
          hazards_.dependences.begin() + static_cast<std::ptrdiff_t>(before),
          hazards_.dependences.end());
    }
    return proof.has_value();
  }

  bool has_slice_store(const BaseUse& use) const {
    return std::ranges::any_of(use.elements, [this](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      return access.mode == AccessMode::Write &&
             std::ranges::any_of(access.dimensions, [](const auto& dimension) {
               return dimension.form == SubscriptForm::Slice;
             });
    });
  }

  // Every other base whose elements are read or written: apart, the same view, or not known.
  void relate_to_others(NameId name_id) {
    for (const auto& [other_id, other] : bases_) {
      const bool is_used = !other.elements.empty() || is_seen_by_call(other);
      const bool is_tested = other.has_element_write && other_id < name_id;
      if (other_id == name_id || !is_used || is_tested || shares_no_memory(nest_, other_id)) {
        continue;
      }
      AliasAnswer answer = relate(context_, name_id, other_id, loop_id_);
      count_relation(answer.relation, bases_.at(name_id).elements, other.elements);
      if (answer.relation == AliasRelation::Apart) {
        hazards_.evidence.add(answer.evidence);
      } else if (answer.relation == AliasRelation::Same) {
        hazards_.evidence.add(answer.evidence);
        test_pairs(bases_.at(name_id).elements, other.elements, BaseType::Array);
      } else if (!describe_base(context_, other_id, loop_id_).is_made_in_iteration) {
        const bool is_iterator = nest_.names[other_id].kind == loop_ir::BaseKind::Iterator;
        ask(Reason::Alias, Stage::Types,
            is_iterator ? std::vector<Assumption>{} : std::move(answer.apart_if),
            fmt::format("{} and {} may be one object", text_of(name_id), text_of(other_id)));
      }
    }
  }

  // All pairs of two names are decided at once, or not at all; those of one object are tested one
  // by one.
  void count_relation(AliasRelation relation, const std::vector<AccessId>& left,
                      const std::vector<AccessId>& right) {
    const PairTest test = context_.facts == nullptr ? PairTest::Name : PairTest::Alias;
    TestCounter& counter = context_.counters[test];
    ++counter.applied;
    counter.independent += relation == AliasRelation::Apart ? 1 : 0;
    if (relation != AliasRelation::Same) {
      const bool is_apart = relation == AliasRelation::Apart;
      context_.counters.add_pairs(is_apart ? Answer::Independent : Answer::Unknown, test,
                                  count_pairs(left, right));
    }
  }

  // As many as test_pairs tests.
  std::uint64_t count_pairs(const std::vector<AccessId>& left,
                            const std::vector<AccessId>& right) const {
    const std::uint64_t all = left.size() * right.size();
    const std::uint64_t of_reads = count_reads(nest_, left) * count_reads(nest_, right);
    return (&left == &right ? 1 : 2) * (all - of_reads);
  }

  // Given to a call or a method; `b = a` alone looks at no element.
  bool is_seen_by_call(const BaseUse& use) const {
    return std::ranges::any_of(use.wholes, [&](AccessId access_id) {
      const Access& access = nest_.accesses[access_id];
      const auto* assign =
          access.statement_id.is_valid()
              ? std::get_if<loop_ir::Assign>(&nest_.statements[access.statement_id].node)
              : nullptr;
      return assign == nullptr || assign->value_id != access.expression_id;
    });
  }

  // One store, and a key that the header makes different in each iteration.
  bool add_distinct_keys(const BaseUse& use) {
    const auto in_body = [this](AccessId access_id) {
      return nest_.accesses[access_id].statement_id.is_valid();
    };
    if (std::ranges::count_if(use.elements, in_body) != 1) {
      return false;
    }
    const Access& store = nest_.accesses[*std::ranges::find_if(use.elements, in_body)];
    const bool is_distinct = store.dimensions.size() == 1 &&
                             store.dimensions.front().index_id.is_valid() &&
                             is_header_key(store.dimensions.front().index_id);
    hazards_.collects_keys = hazards_.collects_keys || is_distinct;
    return is_distinct;
  }

  // `for key, value in d.items()`, `for key in d`.
  bool is_header_key(loop_ir::ExpressionId index_id) const {
    const auto* read = std::get_if<loop_ir::NameRead>(&nest_.expressions[index_id].node);
    const loop_ir::Loop& loop = nest_.loops[loop_id_];
    if (read == nullptr || !loop.target_id.is_valid() || loop.domain.wrappers.bits() != 0 ||
        !is_bound_once(read->name_id)) {
      return false;
    }
    const auto& target = nest_.expressions[loop.target_id].node;
    const auto* display = std::get_if<loop_ir::Display>(&target);
    const auto* name =
        std::get_if<loop_ir::NameRead>(display != nullptr && !display->element_ids.empty()
                                           ? &nest_.expressions[display->element_ids.front()].node
                                           : &target);
    return name != nullptr && name->name_id == read->name_id &&
           iterates_keys(loop, display != nullptr);
  }

  bool is_bound_once(NameId name_id) const {
    return 1 == std::ranges::count_if(nest_.accesses, [&](const Access& access) {
             return access.base_id == name_id && access.mode == AccessMode::Write;
           });
  }

  bool iterates_keys(const loop_ir::Loop& loop, bool has_pair) const {
    const auto& iterable = nest_.expressions[loop.iterable_id].node;
    if (const auto* call = std::get_if<loop_ir::Call>(&iterable)) {
      return has_pair ? call->resolved == ".items" || call->resolved == ".iteritems"
                      : call->resolved == ".keys" || call->resolved == ".iterkeys";
    }
    const auto* name = std::get_if<loop_ir::NameRead>(&iterable);
    const auto kind =
        name != nullptr ? nest_.names[name->name_id].kind : loop_ir::BaseKind::Unknown;
    return !has_pair && (kind == loop_ir::BaseKind::Dict || kind == loop_ir::BaseKind::Set);
  }

  // All pairs with a write, each way; an access is also paired with itself.
  void test_pairs(const std::vector<AccessId>& left, const std::vector<AccessId>& right,
                  BaseType type) {
    if (left.size() * right.size() > kMaximumPairs) {
      context_.counters.add_pairs(Answer::Unknown, PairTest::None, count_pairs(left, right));
      return ask(Reason::Budget, Stage::Never, {}, "there are too many pairs of accesses");
    }
    const bool is_one_list = &left == &right;
    for (std::size_t first = 0; first < left.size(); ++first) {
      for (std::size_t second = is_one_list ? first : 0; second < right.size(); ++second) {
        const bool has_write = nest_.accesses[left[first]].mode == AccessMode::Write ||
                               nest_.accesses[right[second]].mode == AccessMode::Write;
        if (has_write) {
          test(left[first], right[second], type);
        }
        if (has_write && left[first] != right[second]) {
          test(right[second], left[first], type);
        }
      }
    }
  }

  void test(AccessId source_id, AccessId sink_id, BaseType type) {
    if (has_grown_between(context_, source_id, sink_id, loop_id_, type, hazards_.evidence)) {
      return context_.counters.add_pairs(Answer::Independent, PairTest::None);
    }
    PairAnswer answer = test_pair(pairs_, source_id, sink_id, loop_id_, type);
    add_slice_bounds(source_id, answer);
    add_slice_bounds(sink_id, answer);
    context_.counters.add_pairs(answer.answer, answer.decided_by);
    if (answer.answer == Answer::Independent) {
      hazards_.evidence.add(answer.evidence);
      return;
    }
    const auto distinct = distinctness_of(source_id, sink_id);
    if (answer.answer == Answer::Unknown && distinct && context_.holds(*distinct)) {
      return hazards_.evidence.add(Assumption(*distinct));
    }
    Dependence dependence;
    dependence.source_id = source_id;
    dependence.sink_id = sink_id;
    dependence.kind = kind_of(nest_.accesses[source_id], nest_.accesses[sink_id]);
    dependence.distances = std::move(answer.distances);
    dependence.carried_by = loop_id_;
    dependence.answer = answer.answer;
    dependence.decided_by = answer.decided_by;
    dependence.missing = std::move(answer.missing);
    dependence.independent_if = std::move(answer.independent_if);
    dependence.witness = std::move(answer.witness);
    may_wrap_.push_back(answer.may_wrap);
    if (dependence.answer == Answer::Dependent) {
      hazards_.evidence.add(answer.evidence);
    }
    hazards_.dependences.push_back(std::move(dependence));
  }

  // What showed the signs of bounds is part of the proof; where they are not known, that is
  // missing.
  void add_slice_bounds(AccessId access_id, PairAnswer& answer) const {
    if (context_.implied_loops == nullptr) {
      return;
    }
    const auto shown = context_.implied_loops->evidence.find(access_id);
    if (shown != context_.implied_loops->evidence.end()) {
      answer.evidence.add(shown->second);
    }
    if (context_.implied_loops->open_ids.contains(access_id) &&
        !nest_.accesses[access_id].is_skippable) {
      std::ranges::replace(answer.missing, MissingFact::Content, MissingFact::Bound);
    }
  }

  std::string text_of_access(AccessId access_id) const {
    return loop_ir::print_expression(nest_, nest_.accesses[access_id].expression_id);
  }

  void judge_dependences() {
    const std::size_t asked = hazards_.questions.size();
    for (std::size_t position = 0; position < hazards_.dependences.size(); ++position) {
      const Dependence& dependence = hazards_.dependences[position];
      if (dependence.answer == Answer::Dependent) {
        add_recurrence(dependence);
      } else {
        add_question(dependence, may_wrap_[position]);
      }
    }
    hazards_.dependence_questions = hazards_.questions.size() - asked;
  }

  void add_recurrence(const Dependence& dependence) {
    const Access& source = nest_.accesses[dependence.source_id];
    const Access& sink = nest_.accesses[dependence.sink_id];
    Recurrence recurrence;
    recurrence.reason = reason_of(dependence.kind);
    recurrence.text =
        fmt::format("{} and {} name one cell in different iterations",
                    text_of_access(dependence.source_id), text_of_access(dependence.sink_id));
    recurrence.source_statement_id = source.statement_id;
    recurrence.sink_statement_id = sink.statement_id;
    recurrence.distance = carried_distance(dependence);
    recurrence.is_scan = hazards_.dependences.size() == 1 && recurrence.distance == 1 &&
                         is_scan_statement(nest_, dependence, loop_id_);
    recurrence.counterexample = explain_witness(pairs_, dependence);
    hazards_.recurrences.push_back(std::move(recurrence));
  }

  std::optional<std::int64_t> carried_distance(const Dependence& dependence) const {
    const auto& loop_ids = nest_.accesses[dependence.source_id].loop_ids;
    const auto position = std::ranges::find(loop_ids, loop_id_) - loop_ids.begin();
    return dependence.kind == DependenceKind::Flow
               ? dependence.distances.at(static_cast<std::size_t>(position)).constant()
               : std::nullopt;
  }

  void add_question(const Dependence& dependence, bool may_wrap) {
    const std::string text =
        fmt::format("{} and {} may name one cell in different iterations",
                    text_of_access(dependence.source_id), text_of_access(dependence.sink_id));
    for (const MissingFact missing : dependence.missing) {
      ask(reason_for(dependence, missing), stage_for(missing), assumptions_for(dependence, missing),
          text);
    }
    if (may_wrap) {
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
                              ? distinctness_of(dependence.source_id, dependence.sink_id)
                              : std::nullopt;
    return distinct ? std::vector<Assumption>{*distinct} : dependence.independent_if;
  }

  // One cell, but which one is not known. A slice or a mask selects many.
  static bool is_open_index(const loop_ir::SubscriptDimension& dimension) {
    return !dimension.affine && dimension.index_id.is_valid() &&
           dimension.form != SubscriptForm::Slice && dimension.form != SubscriptForm::Mask;
  }

  // `a[p[i]]` against itself: what would make its cells differ.
  std::optional<IsInjective> distinctness_of(AccessId source_id, AccessId sink_id) const {
    const auto& source = nest_.accesses[source_id].dimensions;
    const auto& sink = nest_.accesses[sink_id].dimensions;
    const bool has_open_index = source.size() == 1 && sink.size() == 1 &&
                                is_open_index(source.front()) && is_open_index(sink.front());
    return has_open_index && are_one_index(nest_, source.front().index_id, sink.front().index_id)
               ? std::optional(IsInjective{source.front().index_id, loop_id_})
               : std::nullopt;
  }

  const Context& context_;
  // The nest that the pair tests see.
  Context pairs_;
  const LoopNest& nest_;
  LoopId loop_id_;
  LoopHazards& hazards_;
  std::map<NameId, BaseUse> bases_;
  std::vector<bool> may_wrap_;
};

}  // namespace

void add_element_hazards(const Context& context, LoopId loop_id, LoopHazards& hazards) {
  ElementHazards(context, loop_id, hazards).run();
}

}  // namespace autopar::dependence
