#pragma once

#include <optional>
#include <string>
#include <vector>

#include "frontend/lower.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// The nests of a text; fails the running test if one breaks a rule of the grammar.
std::vector<loop_ir::LoopNest> nests_of(const std::string& text, const ModuleFacts& facts = {});

// The same, with loops over elements as loops over positions (frontend/counted_loops.hpp).
std::vector<loop_ir::LoopNest> counted_nests_of(const std::string& text,
                                                const loop_ir::ArrayRanks& ranks = {});

// The one nest of a text.
loop_ir::LoopNest nest_of(const std::string& text, const ModuleFacts& facts = {});

// "a = b", "a op= b", "for a in b", "if a" and "else", one line each, of the outermost loop's body
// and of what is inside; "?" for any other statement. Without the space before hidden names.
std::vector<std::string> statements_of(const loop_ir::LoopNest& nest);

// "write y[i]", "read range", "whole write a": one line an access, in order.
std::vector<std::string> accesses_of(const loop_ir::LoopNest& nest);

// "y[i + 1] Lin1" for Element accesses of that mode, with "?" where there is no form.
std::vector<std::string> elements_of(const loop_ir::LoopNest& nest, loop_ir::AccessMode mode);

// "UnknownCall: f", in order.
std::vector<std::string> refusals_of(const loop_ir::LoopNest& nest);

// The name with that text; fails the running test if there is none.
const loop_ir::Name& name_of(const loop_ir::LoopNest& nest, const std::string& text);

// "[0, n) step 1" with "?" for what is unknown.
std::string domain_of(const loop_ir::LoopNest& nest, std::uint32_t loop_index);

}  // namespace autopar::frontend
