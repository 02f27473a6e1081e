#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/module_facts.hpp"
#include "loop_ir/array_ranks.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {

// What surrounds a text.
struct LoweringContext {
  // Under which name messages speak of the text.
  std::string source_name;
  // What earlier cells say; empty for a file of its own.
  ModuleFacts facts;
  // Whether a later cell mentions a name; empty if any name may be read after the text.
  std::function<bool(std::string_view name)> is_read_later;
  // A loop over the elements of named sequences becomes one over their positions, with the
  // elements bound in its body (counted_loops.hpp): the form that is compiled. The nests then say
  // what the text says only where these are arrays, or lists whose length stays.
  bool counts_elements = false;
  // In that form, what is known of the arrays that names hold when the nest begins: `a[i] = v * 2`
  // is a loop over cells where it stores to a row (slice_statements.hpp). The nests then say what
  // the text says only where the names hold such arrays.
  loop_ir::ArrayRanks ranks;
  // Of the nests of the text, only the one whose outermost loop begins there, in bytes.
  std::optional<std::uint32_t> only_at = std::nullopt;
};

// Every outermost loop of every scope of the text (module, functions, methods, classes, lambdas;
// comprehension clauses are loops), in source order, each with all that is inside it. Without
// only_at nothing is left out: what the region language does not hold is an opaque node with a
// refusal.
[[nodiscard]] std::vector<loop_ir::LoopNest> lower_loops(const syntax::SyntaxTree& tree,
                                                         const LoweringContext& context);

}  // namespace autopar::frontend
