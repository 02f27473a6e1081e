#pragma once

#include <functional>
#include <string_view>

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// Fills in what the text around a nest says of its names: definitions before it, reads after it,
// imports, who else sees them. is_read_later is as in LoweringContext.
void add_name_facts(NestBuilder& builder,
                    const std::function<bool(std::string_view)>& is_read_later);

}  // namespace autopar::frontend
