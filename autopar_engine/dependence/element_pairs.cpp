#include "dependence/element_pairs.hpp"

#include <algorithm>
#include <utility>

#include "dependence/implied_loops.hpp"
#include "dependence/index_content.hpp"
#include "dependence/packing.hpp"
#include "dependence/pair_test.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using AccessIds = std::vector<AccessId>;

constexpr std::size_t kMaximumPairs = 5000;

std::uint64_t count_reads(const LoopNest& nest, const AccessIds& access_ids) {
  return static_cast<std::uint64_t>(
      std::ranges::count(access_ids, AccessMode::Read,
                         [&](AccessId access_id) { return nest.accesses[access_id].mode; }));
}

DependenceKind kind_of(const Access& source, const Access& sink) {
  if (source.mode == AccessMode::Read) {
    return DependenceKind::Anti;
  }
  return sink.mode == AccessMode::Read ? DependenceKind::Flow : DependenceKind::Output;
}

class ElementPairs {
 public:
  ElementPairs(const Context& context, LoopId loop_id, BaseType type, LoopHazards& hazards)
      : context_(context),
        pairs_(pair_context(context)),
        nest_(context.nest),
        loop_id_(loop_id),
        type_(type),
        hazards_(hazards) {}

  void test_all(const AccessIds& left, const AccessIds& right) {
    const bool is_one_list = &left == &right;
    for (std::size_t first = 0; first < left.size(); ++first) {
      for (std::size_t second = is_one_list ? first : 0; second < right.size(); ++second) {
        const bool has_write = nest_.accesses[left[first]].mode == AccessMode::Write ||
                               nest_.accesses[right[second]].mode == AccessMode::Write;
        if (has_write) {
          test(left[first], right[second]);
        }
        if (has_write && left[first] != right[second]) {
          test(right[second], left[first]);
        }
      }
    }
  }

 private:
  void test(AccessId source_id, AccessId sink_id) {
    if (has_grown_between(context_, source_id, sink_id, loop_id_, type_, hazards_.evidence)) {
      count(source_id, sink_id, {.answer = Answer::Independent});
      return;
    }
    PairAnswer answer = test_pair(pairs_, source_id, sink_id, loop_id_, type_);
    add_slice_bounds(source_id, answer);
    add_slice_bounds(sink_id, answer);
    count(source_id, sink_id, answer);
    if (answer.answer == Answer::Independent) {
      hazards_.evidence.add(answer.evidence);
      return;
    }
    const auto distinct =
        distinctness_of(nest_, nest_.accesses[source_id], nest_.accesses[sink_id], loop_id_);
    if (answer.answer == Answer::Unknown && distinct && context_.holds(*distinct)) {
      return hazards_.evidence.add(Assumption(*distinct));
    }
    if (answer.answer == Answer::Dependent) {
      hazards_.evidence.add(answer.evidence);
    }
    add_dependence(source_id, sink_id, std::move(answer));
  }

  void count(AccessId source_id, AccessId sink_id, const PairAnswer& answer) {
    context_.counters.add_pairs(answer.answer, answer.decided_by);
    if (context_.pair_rows == nullptr) {
      return;
    }
    PairRow row = {
        .pair_class = class_of_pair(pairs_.nest.accesses[source_id], pairs_.nest.accesses[sink_id]),
        .answer = answer.answer,
        .decided_by = answer.decided_by};
    if (answer.answer != Answer::Independent) {
      row.kind = kind_of(nest_.accesses[source_id], nest_.accesses[sink_id]);
      row.distances = answer.distances;
    }
    ++(*context_.pair_rows)[std::move(row)];
  }

  void add_dependence(AccessId source_id, AccessId sink_id, PairAnswer answer) {
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
    dependence.may_wrap = answer.may_wrap;
    dependence.witness = std::move(answer.witness);
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

  const Context& context_;
  Context pairs_;
  const LoopNest& nest_;
  LoopId loop_id_;
  BaseType type_;
  LoopHazards& hazards_;
};

}  // namespace

void test_element_pairs(const Context& context, LoopId loop_id, const AccessIds& left,
                        const AccessIds& right, BaseType type, LoopHazards& hazards) {
  if (left.size() * right.size() > kMaximumPairs) {
    count_untested_pairs(context, PairClass::Other, Answer::Unknown, PairTest::None,
                         count_element_pairs(context.nest, left, right));
    hazards.questions.push_back(
        {Reason::Budget, Stage::Never, {}, "there are too many pairs of accesses"});
    return;
  }
  ElementPairs(context, loop_id, type, hazards).test_all(left, right);
}

void count_untested_pairs(const Context& context, PairClass pair_class, Answer answer,
                          PairTest decided_by, std::uint64_t pairs) {
  context.counters.add_pairs(answer, decided_by, pairs);
  if (context.pair_rows != nullptr && pairs > 0) {
    const PairTest test = answer == Answer::Unknown ? PairTest::None : decided_by;
    (*context.pair_rows)[{.pair_class = pair_class, .answer = answer, .decided_by = test}] += pairs;
  }
}

std::uint64_t count_element_pairs(const LoopNest& nest, const AccessIds& left,
                                  const AccessIds& right) {
  const std::uint64_t all = left.size() * right.size();
  const std::uint64_t of_reads = count_reads(nest, left) * count_reads(nest, right);
  return (&left == &right ? 1 : 2) * (all - of_reads);
}

Context pair_context(const Context& context) {
  Context pairs{context.implied_loops == nullptr ? context.nest : context.implied_loops->nest,
                context.facts, context.effects, context.counters};
  pairs.points = context.points;
  pairs.has_words = context.has_words;
  return pairs;
}

}  // namespace autopar::dependence
