#pragma once

#include <cstdint>

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// Roughly how many operations (arithmetic, loads, stores) one iteration of a loop does, inner loops
// included with the trip counts of this call. For choosing grain sizes only: nothing else may rest
// on it. At least 1.
[[nodiscard]] double estimate_iteration_work(const loop_ir::LoopNest& nest,
                                             const loop_ir::ArgumentFacts& facts,
                                             loop_ir::LoopId loop_id);

// Likewise of the whole nest.
[[nodiscard]] double estimate_nest_work(const loop_ir::LoopNest& nest,
                                        const loop_ir::ArgumentFacts& facts);

// At most so much of the whole nest as is likely: a loop that may be left early, or of which only
// the run decides how often it goes round, counts with a hundred iterations.
[[nodiscard]] double estimate_likely_work(const loop_ir::LoopNest& nest,
                                          const loop_ir::ArgumentFacts& facts);

// Whether the nest does so little beside filling the arrays that it makes that CPython's way is
// likely to take less time: it gets zeros from the system, and only those that the program touches.
[[nodiscard]] bool is_mostly_filling(const loop_ir::LoopNest& nest,
                                     const loop_ir::ArgumentFacts& facts);

// So little that CPython does it in the time that a call of compiled code takes.
[[nodiscard]] bool is_work_of_a_call(double nest_work);

// So much that compiled code may take a second, errs on the side of yes.
[[nodiscard]] bool is_work_of_a_second(double nest_work);

// To look at so many elements of index arrays first takes less time than so many threads would
// save. threads >= 1.
[[nodiscard]] bool is_worth_inspecting(double nest_work, std::int64_t elements,
                                       std::int32_t threads);

// Iterations that are worth the launch of a chunk on another thread, at least 1.
[[nodiscard]] std::int64_t grain_of(double iteration_work);

// Iterations that run for some ten milliseconds on one core, at least 1: how much may run before
// signals are looked at again.
[[nodiscard]] std::int64_t iterations_between_signals(double iteration_work);

}  // namespace autopar::runtime
