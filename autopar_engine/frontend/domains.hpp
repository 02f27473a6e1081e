#pragma once

#include "frontend/affine.hpp"

namespace autopar::frontend {

// Dimension D2 of every loop, first step: the kinds that need no more than the header, and which
// name holds the index.
void classify_domains(loop_ir::LoopNest& nest);

// Second step, with accesses and affine forms: start, stop, step, trip count and the rest. What is
// not certain stays absent.
void measure_domains(loop_ir::LoopNest& nest, const NameUses& uses, AffineConverter& converter);

// What an iterable without wrappers is by its look; ranges are RangeExpr.
[[nodiscard]] loop_ir::DomainKind domain_kind_of(const loop_ir::LoopNest& nest,
                                                 loop_ir::ExpressionId expression_id);

// while_domains.cpp: the part of the second step for while loops.
void measure_while(loop_ir::LoopNest& nest, loop_ir::LoopId loop_id, const NameUses& uses);

}  // namespace autopar::frontend
