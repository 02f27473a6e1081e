#include "frontend/array_creations.hpp"

#include <fmt/format.h>

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

// What NumPy's functions take for a type: names of NumPy's, and Python's own types. Those that mean
// another type on another machine are checked where they are bound (_has_its_own in _rewrite.py).
constexpr auto kTypes = std::to_array<std::pair<std::string_view, DataType>>(
    {{"numpy.bool", DataType::Bool},
     {"numpy.bool_", DataType::Bool},
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
     {"numpy.intc", DataType::Int32},
     {"numpy.intp", DataType::Int64},
     {"numpy.int_", DataType::Int64},
     {"numpy.uint", DataType::Uint64},
     {"numpy.single", DataType::Float32},
     {"numpy.double", DataType::Float64},
     {"numpy.csingle", DataType::Complex64},
     {"numpy.cdouble", DataType::Complex128},
     {"bool", DataType::Bool},
     {"int", DataType::Int64},
     {"float", DataType::Float64},
     {"complex", DataType::Complex128}});

// Texts that NumPy takes for a type without looking them up in a dict, as it does 'float32'.
constexpr auto kCodes =
    std::to_array<std::pair<std::string_view, DataType>>({{"?", DataType::Bool},
                                                          {"i1", DataType::Int8},
                                                          {"i2", DataType::Int16},
                                                          {"i4", DataType::Int32},
                                                          {"i8", DataType::Int64},
                                                          {"u1", DataType::Uint8},
                                                          {"u2", DataType::Uint16},
                                                          {"u4", DataType::Uint32},
                                                          {"u8", DataType::Uint64},
                                                          {"f4", DataType::Float32},
                                                          {"f8", DataType::Float64},
                                                          {"c8", DataType::Complex64},
                                                          {"c16", DataType::Complex128}});

// Nothing for a text that is written with anything but one quote on each side.
std::optional<DataType> read_code(Node text) {
  const std::string_view written = text.text();
  const bool is_quoted = text.is(NodeKind::String) && written.size() > 2 &&
                         (written.front() == '"' || written.front() == '\'');
  const auto* const found =
      std::ranges::find(kCodes, is_quoted ? written.substr(1, written.size() - 2) : "",
                        &std::pair<std::string_view, DataType>::first);
  return found == kCodes.end() ? std::nullopt : std::optional(found->second);
}

// Each of these says why it can't be read.
using Fault = std::optional<std::string>;

Fault read_type(const NestBuilder& builder, Node type, ArrayCreation& creation) {
  if (const auto code = read_code(type)) {
    creation.data_type = *code;
    return std::nullopt;
  }
  creation.written_type = type.text();
  if (type.is(NodeKind::Identifier) || type.is(NodeKind::Attribute)) {
    creation.resolved_type = resolve_callee(builder, type);
  }
  const auto* const found = std::ranges::find(kTypes, std::string_view(creation.resolved_type),
                                              &std::pair<std::string_view, DataType>::first);
  if (found == kTypes.end()) {
    return fmt::format("a new array of the type {}", quoted_line(type.text()));
  }
  creation.data_type = found->second;
  return std::nullopt;
}

bool is_whole_shape(Node extent) {
  const auto attribute = extent.child(Field::Attribute);
  return extent.is(NodeKind::Attribute) && attribute && attribute->text() == "shape";
}

Fault read_shape(Node shape, ArrayCreation& creation) {
  const bool is_tuple = shape.is(NodeKind::Tuple) || shape.is(NodeKind::List);
  creation.extents = is_tuple ? shape.named_children() : std::vector<Node>{shape};
  if (creation.extents.empty() || creation.extents.size() > kMostDimensions) {
    return fmt::format("a new array of {} dimensions", creation.extents.size());
  }
  for (const Node& extent : creation.extents) {
    if (is_whole_shape(extent)) {
      return fmt::format("a new array of the shape {}, which may be any number of extents",
                         quoted_line(extent.text()));
    }
    if (!is_plain_bound(extent)) {
      return fmt::format("a new array with the extent {}, which is more than a sum or a product",
                         quoted_line(extent.text()));
    }
  }
  return std::nullopt;
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

Fault read_call(const NestBuilder& builder, Node list, ArrayCreation& creation) {
  const auto arguments = read_arguments(list);
  if (!arguments || !arguments->front()) {
    return fmt::format("a new array by other arguments than a shape and a dtype, {}",
                       quoted_line(list.text()));
  }
  const Fault fault = read_shape(*arguments->front(), creation);
  return fault || !arguments->back() ? fault : read_type(builder, *arguments->back(), creation);
}

}  // namespace

std::optional<ReadArrayCreation> read_array_creation(const NestBuilder& builder, Node call) {
  const auto callee = call.is(NodeKind::Call) ? call.child(Field::Function) : std::nullopt;
  const auto list = call.child(Field::Arguments);
  const std::string resolved = callee ? resolve_callee(builder, *callee) : "";
  const bool is_known =
      resolved == "numpy.zeros" || resolved == "numpy.ones" || resolved == "numpy.empty";
  if (!is_known || !list || !list->is(NodeKind::ArgumentList)) {
    return std::nullopt;
  }
  ArrayCreation creation{call};
  creation.is_ones = resolved == "numpy.ones";
  Fault fault = read_call(builder, *list, creation);
  return fault ? ReadArrayCreation(tl::unexpected(*std::move(fault)))
               : ReadArrayCreation(std::move(creation));
}

std::string quoted_line(std::string_view text) {
  constexpr std::size_t kMostBytes = 60;
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  if (line.size() > kMostBytes) {
    const auto is_inside_character = [&](std::size_t end) { return (line[end] & 0xC0) == 0x80; };
    std::size_t end = kMostBytes;
    while (end > 0 && is_inside_character(end)) {
      --end;
    }
    line = line.substr(0, end);
  }
  return fmt::format("`{}{}`", line, line.size() < text.size() ? "..." : "");
}

}  // namespace autopar::frontend
