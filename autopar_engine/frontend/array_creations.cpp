#include "frontend/array_creations.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "frontend/expressions.hpp"
#include "frontend/sliced_subscripts.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

constexpr std::size_t kMostDimensions = 3;

constexpr auto kTypes = std::to_array<std::string_view>(
    {"bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32",
     "float64", "complex64", "complex128"});

// What NumPy makes of Python's own types.
constexpr auto kPythonTypes = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"bool", "bool_"}, {"int", "int64"}, {"float", "float64"}, {"complex", "complex128"}});

bool read_type(const NestBuilder& builder, Node type, ArrayCreation& creation) {
  constexpr std::string_view kNumpy = "numpy.";
  if (!type.is(NodeKind::Identifier) && !type.is(NodeKind::Attribute)) {
    return false;
  }
  creation.written_type = type.text();
  creation.resolved_type = resolve_callee(builder, type);
  if (creation.resolved_type.starts_with(kNumpy)) {
    creation.data_type = creation.resolved_type.substr(kNumpy.size());
    return std::ranges::find(kTypes, creation.data_type) != kTypes.end();
  }
  const auto* const found = std::ranges::find(
      kPythonTypes, creation.resolved_type, &std::pair<std::string_view, std::string_view>::first);
  if (found == kPythonTypes.end()) {
    return false;
  }
  creation.data_type = found->second;
  return true;
}

bool read_shape(Node shape, ArrayCreation& creation) {
  const bool is_tuple = shape.is(NodeKind::Tuple) || shape.is(NodeKind::List);
  creation.extents = is_tuple ? shape.named_children() : std::vector<Node>{shape};
  return !creation.extents.empty() && creation.extents.size() <= kMostDimensions &&
         std::ranges::all_of(creation.extents, is_plain_bound);
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
  ArrayCreation creation;
  creation.is_ones = resolved == "numpy.ones";
  std::array<std::optional<Node>, 2> arguments;
  constexpr std::array<std::string_view, 2> kNames{"shape", "dtype"};
  std::size_t count = 0;
  for (const Node& argument : list->each_named_child()) {
    const bool is_keyword = argument.is(NodeKind::KeywordArgument);
    const auto name = is_keyword ? argument.child(Field::Name) : std::nullopt;
    const std::size_t place =
        is_keyword ? static_cast<std::size_t>(std::ranges::find(kNames, name ? name->text() : "") -
                                              kNames.begin())
                   : count;
    ++count;
    if (place >= arguments.size() || arguments.at(place)) {
      return std::nullopt;
    }
    arguments.at(place) = is_keyword ? argument.child(Field::Value) : std::optional(argument);
    if (!arguments.at(place)) {
      return std::nullopt;
    }
  }
  const bool is_read = arguments[0] && read_shape(*arguments[0], creation) &&
                       (!arguments[1] || read_type(builder, *arguments[1], creation));
  return is_read ? std::optional(std::move(creation)) : std::nullopt;
}

}  // namespace autopar::frontend
