#include "driver/assumed_facts.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "loop_ir/traversal.hpp"

namespace autopar::driver {
namespace {

using loop_ir::Access;
using loop_ir::ArgumentFacts;
using loop_ir::LoopNest;
using loop_ir::NameId;

constexpr std::int64_t kPlaceholderExtent = 1000;

// The number of dimensions that the nest uses of each array.
std::map<NameId, std::size_t> ranks_of(const LoopNest& nest) {
  std::map<NameId, std::size_t> ranks;
  for (const Access& access : nest.accesses) {
    if (access.kind == loop_ir::AccessKind::Element) {
      ranks[access.base_id] = std::max(ranks[access.base_id], access.dimensions.size());
    }
  }
  for (const loop_ir::Symbol& symbol : nest.symbols) {
    if (symbol.kind == loop_ir::SymbolKind::Extent) {
      ranks[symbol.name_id] = std::max<std::size_t>(ranks[symbol.name_id], symbol.dimension + 1);
    }
  }
  return ranks;
}

std::set<NameId> integers_of(const LoopNest& nest) {
  std::set<NameId> integers;
  for (const loop_ir::Symbol& symbol : nest.symbols) {
    if (symbol.kind == loop_ir::SymbolKind::Value) {
      integers.insert(symbol.name_id);
    }
  }
  return integers;
}

loop_ir::ArrayArgument contiguous_array(std::size_t rank, std::uintptr_t address) {
  loop_ir::ArrayArgument array;
  array.extents.assign(rank, kPlaceholderExtent);
  array.strides_bytes.assign(rank, loop_ir::size_bytes(array.data_type));
  for (std::size_t dimension = rank; dimension-- > 1;) {
    array.strides_bytes[dimension - 1] = array.strides_bytes[dimension] * kPlaceholderExtent;
  }
  array.address = address;
  return array;
}

}  // namespace

ArgumentFacts assumed_facts(const LoopNest& nest) {
  ArgumentFacts facts;
  for (const NameId name_id : loop_ir::live_in_names(nest)) {
    facts.arguments[name_id] = loop_ir::FloatArgument{};
  }
  for (const NameId name_id : integers_of(nest)) {
    facts.arguments[name_id] = loop_ir::IntegerArgument{kPlaceholderExtent};
  }
  std::uintptr_t address = 0x10000;
  for (const auto& [name_id, rank] : ranks_of(nest)) {
    facts.arguments[name_id] = contiguous_array(std::min<std::size_t>(rank, 4), address);
    address += std::uintptr_t{1} << 48;
  }
  return facts;
}

codegen::Specialization assumed_specialization(const LoopNest& nest) {
  codegen::Specialization specialization;
  for (const auto& [name_id, rank] : ranks_of(nest)) {
    specialization.contiguous_arrays.insert(name_id);
    specialization.disjoint_arrays.insert(name_id);
  }
  return specialization;
}

}  // namespace autopar::driver
