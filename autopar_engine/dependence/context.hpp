#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dependence/assumption.hpp"
#include "dependence/counters.hpp"
#include "dependence/effects.hpp"
#include "dependence/pair_class.hpp"
#include "dependence/shown_parts.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "polyhedra/point_memory.hpp"

namespace autopar::dependence {

struct ImpliedLoops;

// What every part of one analysis sees. The nest, the facts and the table outlive it.
struct Context {
  const loop_ir::LoopNest& nest;
  // Null in the static stages.
  const loop_ir::ArgumentFacts* facts = nullptr;
  const EffectTable& effects;
  TestCounters& counters;
  // The nest as the pair tests see it; null where it has no slices, or they are not to be read.
  const ImpliedLoops* implied_loops = nullptr;
  // Where each pair of accesses is noted by its class; null at a call.
  PairRows* pair_rows = nullptr;
  // What exact tests have found so far; null where too few are made to ask for the same twice.
  polyhedra::PointMemory* points = nullptr;
  // What the loop shows of containers, kept for those who ask again; may be null.
  ShownPartsMemory* shown = nullptr;
  // Whether somebody reads explanations and counterexamples. What is decided is the same without.
  bool has_words = true;

  // Empty if nobody reads it.
  template <class... Values>
  [[nodiscard]] std::string in_words(fmt::format_string<Values...> text, Values&&... values) const {
    return has_words ? fmt::format(text, std::forward<Values>(values)...) : std::string();
  }

  // The facts of the call show that the assumption holds. False without facts, and where they do
  // not tell.
  [[nodiscard]] bool holds(const Assumption& assumption) const {
    return facts != nullptr && evaluate(assumption, nest, *facts) == true;
  }
};

// The value of a symbol: at the call, or from the literal that defines its name. stage is where
// that is known; assumption is what a later call has to meet.
struct KnownValue {
  std::int64_t value = 0;
  Stage stage = Stage::Loop;
  std::optional<Assumption> assumption;
};
[[nodiscard]] std::optional<KnownValue> value_of(const Context& context,
                                                 loop_ir::SymbolId symbol_id);

// The extent of that dimension of an array at the call; nothing for a name that the nest binds.
[[nodiscard]] std::optional<HasExtent> extent_at_call(const Context& context,
                                                      loop_ir::NameId name_id,
                                                      std::size_t dimension);

// Everything that a proof used: the latest stage, and the assumptions that held.
struct Evidence {
  Stage stage = Stage::Loop;
  std::vector<Assumption> assumptions;

  void add(Stage used) { stage = std::max(stage, used); }
  void add(const Assumption& assumption) {
    add(stage_of(assumption));
    add_assumption(assumptions, assumption);
  }
  void add(const KnownValue& known) {
    add(known.stage);
    if (known.assumption) {
      add_assumption(assumptions, *known.assumption);
    }
  }
  void add(const Evidence& other) {
    add(other.stage);
    for (const Assumption& assumption : other.assumptions) {
      add_assumption(assumptions, assumption);
    }
  }
};

// The value of a form without loop terms, with all values that it took.
[[nodiscard]] std::optional<std::int64_t> evaluate_form(const Context& context,
                                                        const loop_ir::AffineForm& form,
                                                        Evidence& evidence);

}  // namespace autopar::dependence
