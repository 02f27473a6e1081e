#pragma once

#include "frontend/nest_builder.hpp"

namespace autopar::frontend {

// Fills the nest's accesses in order of execution, from statements, loops and expressions that are
// complete. The dimensions of Element accesses hold the index expressions only.
//
// Conventions. A for loop's header is evaluated outside of the loop, its target and the implied
// read of the sequence's element (index: the loop's own) inside; a while's test inside. An
// attribute chain whose names the nest does not write is one name (`self.grid`); a store to an
// attribute is a Scalar write of that chain and a Whole write of its root. Arguments of calls whose
// callee is not known to leave them alone, and receivers of methods, are a Whole read and a Whole
// write. The value of a bare name that is also subscripted in the nest is a Whole read.
void collect_accesses(NestBuilder& builder);

}  // namespace autopar::frontend
