#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The loop's body stores into a dict once, under a key that the loop's header makes a different one
// in each iteration, so that no two iterations store under one key: `for key, value in d.items():
// out[key] = value`, `for key in d: out[key] = 0` over a dict or a set. access_ids: all accesses to
// elements of that dict in the loop. Legal if the header is bare (no enumerate, zip and the like)
// and binds the key's name, and nothing else in the nest does. False says nothing.
[[nodiscard]] bool stores_distinct_keys(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                        const std::vector<loop_ir::AccessId>& access_ids);

}  // namespace autopar::dependence
