#pragma once

#include <map>
#include <string>
#include <string_view>

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// The definitions of the module's own helpers (helpers.hpp), by name.
[[nodiscard]] std::map<std::string, syntax::Node, std::less<>> find_helper_definitions(
    syntax::Node root, const Scope& module);

// The value of a call of such a helper in the form of a nest that is compiled: what its body
// returns, with the arguments put in for the parameters and values for its own names. A branch
// becomes a conditional expression. Arguments and values that the body may leave unread are
// evaluated beside it (loop_ir::kInlinedCall), since they may fail. The nest's inlined_functions
// name the function, which a call has to find behind its name.
// Not valid, and perhaps with refusals in the nest, where
// - the arguments are not one plain or named value for each parameter;
// - the body holds anything but assignments to its own names, `if`, `pass` and `return`, or may end
//   without a `return`, or goes on behind one, or may read a name of its own that has no value yet;
// - a name that it takes from the module means something else where the call stands;
// - it would be more than kMaximumInlined calls deep, or grow beyond all measure.
// resolved: as in loop_ir::Call, of a helper.
[[nodiscard]] loop_ir::ExpressionId lower_helper_value(NestBuilder& builder, syntax::Node call,
                                                       std::string_view resolved);

}  // namespace autopar::frontend
