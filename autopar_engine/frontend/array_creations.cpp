#include "frontend/array_creations.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "frontend/expressions.hpp"
#include "frontend/nest_builder.hpp"
#include "frontend/sliced_subscripts.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

constexpr std::size_t kMostDimensions = 3;

using loop_ir::DataType;

// What NumPy's functions take for a type: names of NumPy's, and Python's own types.
constexpr auto kTypes = std::to_array<std::pair<std::string_view, DataType>>(
    {{"numpy.bool_", DataType::Bool},
     {"numpy.int8", DataType::Int8},
     {"numpy.int16", DataType::Int16},
     {"numpy.int32", DataType::Int32},
     {"numpy.int64", DataType::Int64},
     {"numpy.uint8", DataType::Uint8},
     {"numpy.uint16", DataType::Uint16},
     {"numpy.uint32", DataType::Uint32},
     {"numpy.uint64", DataType::Uint64},
     {"numpy.float32", DataType::Float32},
     {"numpy.float64", DataType::Float64},
     {"numpy.complex64", DataType::Complex64},
     {"numpy.complex128", DataType::Complex128},
     {"bool", DataType::Bool},
     {"int", DataType::Int64},
     {"float", DataType::Float64},
     {"complex", DataType::Complex128}});

bool read_type(const NestBuilder& builder, Node type, ArrayCreation& creation) {
  if (!type.is(NodeKind::Identifier) && !type.is(NodeKind::Attribute)) {
    return false;
  }
  creation.written_type = type.text();
  creation.resolved_type = resolve_callee(builder, type);
  const auto* const found = std::ranges::find(kTypes, std::string_view(creation.resolved_type),
                                              &std::pair<std::string_view, DataType>::first);
  if (found == kTypes.end()) {
    return false;
  }
  creation.data_type = found->second;
  return true;
}

bool is_whole_shape(Node extent) {
  const auto attribute = extent.child(Field::Attribute);
  return extent.is(NodeKind::Attribute) && attribute && attribute->text() == "shape";
}

bool read_shape(Node shape, ArrayCreation& creation) {
  const bool is_tuple = shape.is(NodeKind::Tuple) || shape.is(NodeKind::List);
  creation.extents = is_tuple ? shape.named_children() : std::vector<Node>{shape};
  return !creation.extents.empty() && creation.extents.size() <= kMostDimensions &&
         std::ranges::all_of(creation.extents, [](Node extent) {
           return is_plain_bound(extent) && !is_whole_shape(extent);
         });
}

// The values given for `shape` and `dtype`, by place or by name. Nothing for other arguments.
std::optional<std::array<std::optional<Node>, 2>> read_arguments(Node list) {
  constexpr std::array<std::string_view, 2> kNames{"shape", "dtype"};
  std::array<std::optional<Node>, 2> arguments;
  std::size_t count = 0;
  for (const Node& argument : list.each_named_child()) {
    const bool is_keyword = argument.is(NodeKind::KeywordArgument);
    const auto name = is_keyword ? argument.child(Field::Name) : std::nullopt;
    const auto* const found = std::ranges::find(kNames, name ? name->text() : "");
    const std::size_t place = is_keyword ? static_cast<std::size_t>(found - kNames.begin()) : count;
    ++count;
    if (place >= arguments.size() || arguments.at(place)) {
      return std::nullopt;
    }
    arguments.at(place) = is_keyword ? argument.child(Field::Value) : std::optional(argument);
    if (!arguments.at(place)) {
      return std::nullopt;
    }
  }
  return arguments;
}

}  // namespace

std::optional<ArrayCreation> read_array_creation(const NestBuilder& builder, Node call) {
  const auto callee = call.is(NodeKind::Call) ? call.child(Field::Function) : std::nullopt;
  const auto list = call.child(Field::Arguments);
  const std::string resolved = callee ? resolve_callee(builder, *callee) : "";
  const bool is_known =
      resolved == "numpy.zeros" || resolved == "numpy.ones" || resolved == "numpy.empty";
  if (!is_known || !list || !list->is(NodeKind::ArgumentList)) {
    return std::nullopt;
  }
  const auto arguments = read_arguments(*list);
  if (!arguments || !arguments->front()) {
    return std::nullopt;
  }
  ArrayCreation creation{call};
  creation.is_ones = resolved == "numpy.ones";
  const bool is_read = read_shape(*arguments->front(), creation) &&
                       (!arguments->back() || read_type(builder, *arguments->back(), creation));
  return is_read ? std::optional(std::move(creation)) : std::nullopt;
}

}  // namespace autopar::frontend
