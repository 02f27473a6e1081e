#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/small_vector.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// What Call::resolved begins with where the callee is a function of the text that only computes: it
// changes nothing that exists already and reads nothing but its arguments and constants.
inline constexpr std::string_view kHelperPrefix = "def ";
// The same, of a function that may iterate over an argument, which uses an iterator up.
inline constexpr std::string_view kIteratingHelperPrefix = "def for ";
// The same, of a function that also calls what acts on the world around the program, or hears from
// it: it prints, draws random numbers, looks at the clock, reads files. It changes nothing that it
// is given.
inline constexpr std::string_view kActingHelperPrefix = "def for act ";
// The function's own name, of what begins with kHelperPrefix.
[[nodiscard]] constexpr std::string_view helper_name(std::string_view resolved) {
  return resolved.substr(resolved.rfind(' ') + 1);
}

// `a[i, j]` and `a[i][j]` alike: the name and one index expression per dimension.
struct ElementReference {
  NameId base_id;
  std::vector<ExpressionId> index_ids;
};

// Nothing if the expression is no subscript chain on a name, or holds a slice. `a.shape[0]` is no
// element of `a`.
[[nodiscard]] std::optional<ElementReference> find_element(const LoopNest& nest,
                                                           ExpressionId expression_id);

// The attribute that a statement calls, the result unused: `x.append(e)` on a line of its own. Null
// for any other statement, and for one that is not valid.
[[nodiscard]] const Attribute* find_called_method(const LoopNest& nest, StatementId statement_id);

// The name of the builtin that the expression is, unless something binds that name; else empty.
[[nodiscard]] std::string_view builtin_name(const LoopNest& nest, ExpressionId expression_id);

// `max(values, key=f)` calls f for each of the values, and so may `max(values, **options)`; nothing
// comes of key=len.
[[nodiscard]] bool has_own_key(const LoopNest& nest, const Call& call);

// `len(a)` is dimension 0 of `a`, `a.shape[k]` with a literal k >= 0 dimension k. In the form that
// is compiled, `len(a[i])` is dimension 1 (compiled_calls.hpp).
struct ExtentReference {
  NameId name_id;
  std::uint32_t dimension = 0;
};

[[nodiscard]] std::optional<ExtentReference> find_extent(const LoopNest& nest,
                                                         ExpressionId expression_id);

// The expressions directly inside one, in order of evaluation. A comprehension has none: its parts
// belong to its loops.
using Operands = SmallVector<ExpressionId, 6>;
[[nodiscard]] Operands operands_of(const ExpressionNode& node);

// The expression and everything below it, in pre-order.
using Subtree = SmallVector<ExpressionId, 24>;
[[nodiscard]] Subtree subtree_of(const LoopNest& nest, ExpressionId expression_id);

// The outer loop encloses the inner one, directly or not; a loop does not enclose itself.
[[nodiscard]] bool is_around(const LoopNest& nest, LoopId outer_id, LoopId inner_id);

// Names whose value on entry the nest may read: every scalar with a read that no unconditional
// write of the same iteration precedes, every base of a subscript, every name that an extent
// mentions. Errs on the side of naming too many.
[[nodiscard]] std::vector<NameId> live_in_names(const LoopNest& nest);

}  // namespace autopar::loop_ir
