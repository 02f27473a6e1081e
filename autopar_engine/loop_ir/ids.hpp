#pragma once

#include "base/id.hpp"

namespace autopar::loop_ir {

using NameId = Id<struct NameTag>;
using SymbolId = Id<struct SymbolTag>;
using ExpressionId = Id<struct ExpressionTag>;
using StatementId = Id<struct StatementTag>;
using LoopId = Id<struct LoopTag>;
using AccessId = Id<struct AccessTag>;
using RefusalId = Id<struct RefusalTag>;

}  // namespace autopar::loop_ir
