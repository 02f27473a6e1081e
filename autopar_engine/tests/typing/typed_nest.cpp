#include "tests/typing/typed_nest.hpp"

#include <map>
#include <utility>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::typing {
namespace {

using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::FloatArgument;
using loop_ir::IntegerArgument;
using loop_ir::LiveArgument;

LiveArgument array_of(std::size_t rank, std::int64_t extent) {
  constexpr std::int64_t kBytes = 8;
  ArrayArgument array;
  array.extents.assign(rank, extent);
  array.strides_bytes.assign(rank, kBytes);
  if (rank == 2) {
    array.strides_bytes.front() = kBytes * extent;
  }
  return array;
}

std::map<std::string, LiveArgument> standard_arguments(std::int64_t extent) {
  return {{"u", array_of(1, extent)}, {"v", array_of(1, extent)}, {"w", array_of(1, extent)},
          {"a", array_of(2, extent)}, {"b", array_of(2, extent)}, {"n", IntegerArgument{extent}},
          {"p", FloatArgument{0.5}},  {"q", FloatArgument{2.0}}};
}

}  // namespace

TypedNest::TypedNest(const std::string& text, std::int64_t extent)
    : TypedNest(frontend::nest_of(text), extent) {}

TypedNest TypedNest::compiled(const std::string& text, std::int64_t extent) {
  // NOLINTNEXTLINE(modernize-return-braced-init-list)
  return TypedNest(frontend::counted_nests_of(text).at(0), extent);
}

TypedNest::TypedNest(loop_ir::LoopNest lowered, std::int64_t extent)
    : nest(std::move(lowered)), types(NestTypes()) {
  for (const auto& [name, argument] : standard_arguments(extent)) {
    set(name, argument);
  }
  types = infer_types(nest, facts, FloatMode::Exact);
}

void TypedNest::set(const std::string& name, const LiveArgument& argument) {
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == name) {
      facts.arguments[name_id] = argument;
    }
  }
  types = infer_types(nest, facts, FloatMode::Exact);
}

std::string TypedNest::types_of(const std::string& name) const {
  if (!types) {
    return answer();
  }
  std::string text;
  for (const auto& [name_id, value_types] : types->scalars) {
    for (const ValueType type : all_of<ValueType>()) {
      if (nest.names[name_id].text == name && value_types.contains(type)) {
        text += (text.empty() ? "" : "|") + std::string(autopar::name_of(type));
      }
    }
  }
  return text;
}

std::string TypedNest::answer() const { return types ? "taken" : describe(types.error()); }

}  // namespace autopar::typing
