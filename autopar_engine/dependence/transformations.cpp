#include "dependence/transformations.hpp"

#include <fmt/format.h>

#include <optional>

#include "dependence/snapshots.hpp"

namespace autopar::dependence {
namespace {

std::optional<TransformationKind> kind_of(ScalarClass flow) {
  switch (flow) {
    case ScalarClass::Private:
      return TransformationKind::Privatize;
    case ScalarClass::LastPrivate:
    case ScalarClass::Flag:
      return TransformationKind::LastValue;
    case ScalarClass::Induction:
      return TransformationKind::Count;
    case ScalarClass::Reduction:
    case ScalarClass::CondReduction:
    case ScalarClass::ArgReduction:
    case ScalarClass::Histogram:
      return TransformationKind::Reduce;
    case ScalarClass::Append:
    case ScalarClass::Concat:
      return TransformationKind::Collect;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<Transformation> transformations_of(const LoopHazards& hazards) {
  std::vector<Transformation> all;
  for (const ScalarFlow& row : hazards.scalars) {
    if (const auto kind = kind_of(row.flow)) {
      all.push_back({*kind, row.text, *kind == TransformationKind::Reduce ? row.op : ""});
    }
  }
  for (const std::string& place : hazards.private_arrays) {
    all.push_back({TransformationKind::PrivatizeArray, place, ""});
  }
  return all;
}

std::vector<Transformation> transformations_with_snapshots(const Context& context,
                                                           loop_ir::LoopId loop_id,
                                                           const LoopHazards& hazards) {
  std::vector<Transformation> all;
  for (const loop_ir::NameId name_id : arrays_to_snapshot(context, loop_id, hazards)) {
    all.push_back({TransformationKind::Snapshot, context.nest.names[name_id].text, ""});
  }
  if (!all.empty()) {
    const std::vector<Transformation> others = transformations_of(hazards);
    all.insert(all.end(), others.begin(), others.end());
  }
  return all;
}

std::string describe(const Transformation& transformation) {
  const std::string& place = transformation.place;
  switch (transformation.kind) {
    case TransformationKind::Privatize:
      return fmt::format("a copy of {} for each iteration", place);
    case TransformationKind::LastValue:
      return fmt::format("a copy of {} for each iteration, the last one kept", place);
    case TransformationKind::PrivatizeArray:
      return fmt::format("an array of its own in place of {} for each iteration", place);
    case TransformationKind::Count:
      return fmt::format("the value of {} from the number of the iteration", place);
    case TransformationKind::Reduce:
      return fmt::format("{} reduced{}", place,
                         transformation.op.empty() ? "" : " by " + transformation.op);
    case TransformationKind::Collect:
      return fmt::format("the items of {} put together in order", place);
    case TransformationKind::Snapshot:
      return fmt::format("a snapshot of {}, taken before the loop", place);
  }
  return place;
}

}  // namespace autopar::dependence
