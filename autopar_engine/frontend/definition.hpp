#pragma once

#include <string>

#include "frontend/module_facts.hpp"
#include "frontend/resolution.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// What `name = value` makes of the name.
[[nodiscard]] Definition classify_definition(syntax::Node value, const NameLookup& look_up);

// "numpy.zeros" for the callee np.zeros, "len" for a name that nothing binds, empty for any other
// expression.
[[nodiscard]] std::string dotted_callee(syntax::Node callee, const NameLookup& look_up);

// What is known of a name of which one or the other is the last definition.
[[nodiscard]] Definition common_part(const Definition& left, const Definition& right);

}  // namespace autopar::frontend
