#include "runtime/inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/index_inspector.hpp"

namespace autopar::runtime {

namespace {

using dependence::ContentDemand;
using loop_ir::ArgumentFacts;
using loop_ir::IntegerContent;
using loop_ir::IntegerRange;
using loop_ir::LoopNest;
using loop_ir::NameId;

// The smallest box of positions that all demands on an array lie in.
std::map<NameId, IntegerRange> positions_by_array(const std::vector<ContentDemand>& demands) {
  std::map<NameId, IntegerRange> positions;
  for (const ContentDemand& demand : demands) {
    const auto [found, is_new] = positions.emplace(demand.name_id, demand.positions);
    found->second = {std::min(found->second.lower, demand.positions.lower),
                     std::max(found->second.upper, demand.positions.upper)};
  }
  return positions;
}

std::string print(const std::vector<ContentDemand>& demands, const LoopNest& nest) {
  std::string text;
  for (const ContentDemand& demand : demands) {
    text += fmt::format("{}no value of {}[{}:{}] comes twice or is below {}",
                        text.empty() ? "" : " and ", nest.names[demand.name_id].text,
                        demand.positions.lower, demand.positions.upper + 1, demand.values.lower);
  }
  return text;
}

}  // namespace

std::optional<Inspection> find_inspection(const LoopNest& nest, const ArgumentFacts& facts) {
  Inspection inspection;
  inspection.demands = dependence::demands_of_stores(nest, facts);
  if (inspection.demands.empty()) {
    return std::nullopt;
  }
  inspection.predicate = print(inspection.demands, nest);
  for (const auto& [name_id, positions] : positions_by_array(inspection.demands)) {
    inspection.element_count += positions.upper - positions.lower + 1;
  }
  return inspection;
}

std::optional<std::map<NameId, IntegerContent>> inspect(const Inspection& inspection,
                                                        const ArgumentFacts& facts) {
  std::map<NameId, IntegerContent> contents;
  for (const auto& [name_id, positions] : positions_by_array(inspection.demands)) {
    const loop_ir::ArrayArgument* array = facts.find_array(name_id);
    auto content = array == nullptr ? std::nullopt : inspect_indices(*array, positions);
    if (!content) {
      return std::nullopt;
    }
    contents.emplace(name_id, *std::move(content));
  }
  const bool are_met = std::ranges::all_of(inspection.demands, [&](const ContentDemand& demand) {
    return demand.is_met_by(contents.at(demand.name_id));
  });
  return are_met ? std::optional(std::move(contents)) : std::nullopt;
}

}  // namespace autopar::runtime
