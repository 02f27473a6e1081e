#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>

#include "loop_ir/argument_facts.hpp"

// What the front end has to know of a call where the text does not say what is an array: `a[i] = v`
// stores to an element of a vector, or to a row of a matrix.
namespace autopar::loop_ir {

// How many dimensions the arrays have that names hold when a nest begins, by the texts of the names
// in the nest: "a", "self.grid". A name that is missing holds no array, or nobody knows.
using ArrayRanks = std::map<std::string, std::size_t, std::less<>>;

// Of the arrays of a call; lists are none.
[[nodiscard]] ArrayRanks ranks_of(const LoopNest& nest, const ArgumentFacts& facts);

// Whether the nest uses an array as a value, or with fewer indices than it has dimensions. Lists
// are none. Errs on the side of true.
[[nodiscard]] bool may_use_rows(const LoopNest& nest, const ArgumentFacts& facts);

}  // namespace autopar::loop_ir
