#pragma once

#include <cstdint>

#include "autopar/named_enum.hpp"

namespace autopar::loop_ir {

// Of the elements of an array, as NumPy has them.
AUTOPAR_NAMED_ENUM(DataType, Bool, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64,
                   Float32, Float64, Complex64, Complex128);

// Of one element.
[[nodiscard]] std::int64_t size_bytes(DataType type);

}  // namespace autopar::loop_ir
