#pragma once

#include <string_view>

#include "polyhedra/integer_set.hpp"

namespace autopar::polyhedra {

// "2*x - y = 1, 0 <= x, x <= 9": constraints over x, y, z, u, v, w with =, <= and >=. The set has
// as many variables as the last one that is named.
[[nodiscard]] IntegerSet read_set(std::string_view text);

}  // namespace autopar::polyhedra
