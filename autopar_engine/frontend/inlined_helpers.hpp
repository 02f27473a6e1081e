#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// Of the module's own helpers (helpers.hpp): those whose body is `return e`, a docstring aside,
// with plain parameters without defaults, where e makes a new value by an operator, a comparison or
// a condition between such. So what a call gives is no object that existed before, and no other
// name can lead to it.
[[nodiscard]] std::map<std::string, syntax::Node, std::less<>> find_inlinable(syntax::Node root,
                                                                              const Scope& module);

// The value of a call of such a helper, with the arguments put in for the parameters. Not valid,
// and nothing is lowered, where
// - the arguments are not one plain or named value for each parameter, or one of them calls
//   something, which then would happen as often as the body mentions it;
// - a name that the body takes from the module means something else where the call stands;
// - it would be more than kMaximumInlined calls deep.
// Legal for accesses to elements: the body reads what it reads of the arguments, whose names the
// call leaves alone, and in the same order; arguments are evaluated once more by themselves.
inline constexpr std::size_t kMaximumInlined = 4;
[[nodiscard]] loop_ir::ExpressionId lower_inlined(NestBuilder& builder, syntax::Node call,
                                                  std::string_view name);

// By parameter.
using InlinedArguments = std::map<std::string, syntax::Node>;

// One plain or named value for each parameter; nothing where a call gives anything else.
[[nodiscard]] std::optional<InlinedArguments> match_arguments(
    const std::vector<std::string>& parameters, syntax::Node call);

// Each name in a part of a helper that is not its own means the same where a call of it would stand
// in the nest. Names of attributes and of keywords are none.
[[nodiscard]] bool mean_the_same(const NestBuilder& builder, syntax::Node node,
                                 const std::function<bool(std::string_view)>& is_own);

// The child is an identifier, but no name: that of an attribute or of a keyword.
[[nodiscard]] bool is_label(syntax::Node child, syntax::Node parent);

}  // namespace autopar::frontend
