#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "autopar/verdict.hpp"
#include "dependence/assumption.hpp"
#include "dependence/counters.hpp"
#include "dependence/dependence.hpp"
#include "dependence/effects.hpp"
#include "dependence/scalar_flow.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What is known of one loop of the nest.
struct LoopAnalysis {
  LoopVerdict verdict;
  // What verdict would become if its guards held; the same as verdict.verdict where it is decided.
  Verdict verdict_if_guarded = Verdict::Unknown;
  // verdict.explanation of that.
  std::string explanation_if_guarded;
  // The guards are those of a nest with recovered subscripts (flat_indices.hpp): the assumptions
  // may mention symbols that the analyzed nest does not have.
  bool needs_recovery = false;
  // The verdict rests on these. With facts they hold at that call; without, they are the guards.
  std::vector<Assumption> assumptions;
  // Of Doacross, in iterations.
  std::optional<std::int64_t> distance_iterations;
  // Of Reduce and Histo: false only if proven to be on integers.
  std::optional<bool> is_float_reduction;
  // The worst effect of the calls in the body that no other rule explains.
  Effect effect = Effect::None;
  std::vector<ScalarFlow> scalars;
  // The recurrences that tie the iterations, where they have a name: linear_recurrences.hpp.
  std::vector<std::string> recurrences;
  // Dependences between elements of arrays and lists that this loop carries.
  std::vector<Dependence> dependences;
  // What the tests of this loop's pairs of accesses did.
  TestCounters counters;
  // The same pairs by class; empty with facts.
  PairRows pair_rows;
  // The only one of the verdict's reasons besides Inner, where without it the loop would have a
  // verdict under which its iterations need not wait for each other.
  std::optional<Reason> sole_reason;
};

// What is known of a nest, loop by loop.
struct NestAnalysis {
  // The nest that was analyzed, with inductions substituted: ids of the given nest mean the same in
  // it, and assumptions may mention symbols that only it has.
  loop_ir::LoopNest nest;
  // By LoopId::index().
  std::vector<LoopAnalysis> loops;

  [[nodiscard]] const LoopAnalysis& of(loop_ir::LoopId loop_id) const {
    return loops.at(loop_id.index());
  }
};

// LeftOut: explanations, counterexamples, transformations and the names of recurrences and of
// private and reduced places are missing or cut short. Everything else is the same, for less.
enum class Words : std::uint8_t { Kept, LeftOut };

// The verdict of every loop of the nest. Without facts: the static stages, with the guards under
// which an undecided loop would be decided. With facts: the verdict for calls with these facts,
// and the assumptions that a later call has to meet for the same verdict. Facts only add proofs.
// A verdict for which is_parallel holds was proved; everything that is not proved is Unknown, and
// Unknown means sequential.
[[nodiscard]] NestAnalysis analyze(loop_ir::LoopNest nest,
                                   const loop_ir::ArgumentFacts* facts = nullptr,
                                   const EffectTable& effects = EffectTable::standard(),
                                   Words words = Words::Kept);

// The same for one call, from what the text said: loops that it decided stay decided, the guards of
// the others are put to the facts, and only what these leave open is analyzed with the facts. By
// LoopId::index(). `by_text` is analyze(nest) with the same table. Parallel verdicts are proofs, as
// above; they may be ones that analyze(nest, &facts) would give with other words.
[[nodiscard]] std::vector<LoopVerdict> verdicts_at_call(
    const loop_ir::LoopNest& nest, const NestAnalysis& by_text, const loop_ir::ArgumentFacts& facts,
    const EffectTable& effects = EffectTable::standard());

// The same as far as a schedule can tell: a loop that the text proves not to be parallel may keep
// the text's verdict where the facts would give another one that is not parallel either. It does so
// where two iterations that prove it take place at the call, which saves an analysis.
[[nodiscard]] std::vector<LoopVerdict> verdicts_for_schedule(
    const loop_ir::LoopNest& nest, const NestAnalysis& by_text, const loop_ir::ArgumentFacts& facts,
    const EffectTable& effects = EffectTable::standard());

// What compiled code of a nest in the region language relies on besides the verdicts: bases are
// arrays of the rank that the subscripts have, every index lies in its extent, symbols are ints.
// unchecked_access_ids lists accesses whose index no assumption can bound before the loop runs.
struct AccessAssumptions {
  std::vector<Assumption> assumptions;
  std::vector<loop_ir::AccessId> unchecked_access_ids;
};
[[nodiscard]] AccessAssumptions access_assumptions(const loop_ir::LoopNest& nest);

}  // namespace autopar::dependence
