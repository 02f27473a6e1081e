#pragma once

#include <set>

#include "loop_ir/loop_nest.hpp"

// Questions about the arrays that a nest makes.
namespace autopar::loop_ir {

// An iteration of the loop may make the array.
[[nodiscard]] bool is_made_in(const LoopNest& nest, const NewArray& new_array, LoopId loop_id);

// The names of those that an iteration of the loop may make.
[[nodiscard]] std::set<NameId> arrays_made_in(const LoopNest& nest, LoopId loop_id);

// Null if the name is not that of an array that the nest makes.
[[nodiscard]] const NewArray* find_new_array(const LoopNest& nest, NameId name_id);

}  // namespace autopar::loop_ir
