#pragma once

#include <cstdint>
#include <vector>

#include "dependence/base_facts.hpp"
#include "dependence/context.hpp"
#include "dependence/hazards.hpp"

namespace autopar::dependence {

// Tests each access of `left` against each of `right`, as accesses to elements of one object of
// that type, for a dependence from an earlier to a later iteration of the loop: pairs with a write,
// each way. For the pairs of one list with itself give the same object twice; an access is then
// paired with itself too. Appends to hazards what is not proven independent, and what the proofs
// used; counts each pair. More pairs than 5000 are not tested: an open question stands for all.
void test_element_pairs(const Context& context, loop_ir::LoopId loop_id,
                        const std::vector<loop_ir::AccessId>& left,
                        const std::vector<loop_ir::AccessId>& right, BaseType type,
                        LoopHazards& hazards);

// Counts pairs that are decided, or left open, without looking at their subscripts.
void count_untested_pairs(const Context& context, PairClass pair_class, Answer answer,
                          PairTest decided_by, std::uint64_t pairs);

// As many pairs as test_element_pairs tests.
[[nodiscard]] std::uint64_t count_element_pairs(const loop_ir::LoopNest& nest,
                                                const std::vector<loop_ir::AccessId>& left,
                                                const std::vector<loop_ir::AccessId>& right);

// The context with the nest that pair tests see: slices read as loops. It outlives neither the
// given one nor what that refers to.
[[nodiscard]] Context pair_context(const Context& context);

}  // namespace autopar::dependence
