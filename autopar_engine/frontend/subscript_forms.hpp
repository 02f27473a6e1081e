#pragma once

#include "frontend/affine.hpp"

namespace autopar::frontend {

// Gives every dimension of every Element access its form (dimension D6) and, where there is one,
// its affine form or its slice.
void classify_subscripts(loop_ir::LoopNest& nest, const NameUses& uses, AffineConverter& converter);

}  // namespace autopar::frontend
