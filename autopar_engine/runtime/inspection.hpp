#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dependence/index_content.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// A look into index arrays that may come before a launch: where they hold what it asks for, stores
// through them go to a cell of its own in each iteration. Never kept from one call to the next,
// since anybody may change the arrays in between.
struct Inspection {
  // Not empty.
  std::vector<dependence::ContentDemand> demands;
  // The same in words.
  std::string predicate;
  // How many elements it looks at.
  std::int64_t element_count = 0;
};

// What a look could make parallel at calls with these facts; nothing if no store goes through an
// index array that the facts show not to change.
[[nodiscard]] std::optional<Inspection> find_inspection(const loop_ir::LoopNest& nest,
                                                        const loop_ir::ArgumentFacts& facts);

// Looks at the arrays of the facts, whose addresses have to be those of the call. What they hold if
// all demands are met, else nothing. Linear in element_count (runtime/index_inspector.hpp).
[[nodiscard]] std::optional<std::map<loop_ir::NameId, loop_ir::IntegerContent>> inspect(
    const Inspection& inspection, const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::runtime
