#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "loop_ir/expression.hpp"

namespace autopar::frontend {

// The value of an integer token, Python 2's 0777 and 10L included. Nothing if it does not fit 64
// bits or is not well formed.
[[nodiscard]] std::optional<std::int64_t> integer_value(std::string_view token);

// The node for an integer or float token: integer, big integer, float or imaginary. Nothing if the
// token is not well formed.
[[nodiscard]] std::optional<loop_ir::ExpressionNode> number_node(std::string_view token);

}  // namespace autopar::frontend
