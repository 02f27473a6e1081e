// The part of ExpressionPrinter that prints elements of arrays: addresses, loads and stores.

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/expression_printer.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::Representation;
using typing::ValueType;
using typing::ValueTypes;

std::string_view c_type_of(DataType type) {
  switch (type) {
    case DataType::Bool:
    case DataType::Uint8:
      return "u8";
    case DataType::Int8:
      return "i8";
    case DataType::Int16:
      return "i16";
    case DataType::Int32:
      return "i32";
    case DataType::Int64:
      return "i64";
    case DataType::Uint16:
      return "u16";
    case DataType::Uint32:
      return "u32";
    case DataType::Uint64:
      return "u64";
    case DataType::Float32:
      return "f32";
    case DataType::Float64:
      return "f64";
    case DataType::Complex64:
      return "c64";
    case DataType::Complex128:
      return "c128";
  }
  throw_internal_error("type", "a data type of the list", __FILE__, __LINE__);
}

}  // namespace

std::string ExpressionPrinter::index(const ElementReference& element,
                                     std::uint32_t dimension) const {
  const ExpressionId index_id = element.index_ids[dimension];
  const std::string text = integer(index_id);
  return specialization_.unproved_subscripts.contains(index_id)
             ? print_place(text, identifiers_.extent(element.base_id, dimension))
             : text;
}

// In bytes: empty, or terms that end in a plus sign.
std::string ExpressionPrinter::outer_offset(const ElementReference& element) const {
  std::string offset;
  for (std::uint32_t dimension = 0; dimension + 1 < element.index_ids.size(); ++dimension) {
    offset += fmt::format("{} * {} + ", index(element, dimension),
                          identifiers_.stride(element.base_id, dimension));
  }
  return offset;
}

std::string ExpressionPrinter::element(const ElementReference& element) const {
  const std::string array = identifiers_.array(element.base_id);
  const std::string offset = outer_offset(element);
  const auto last_dimension = static_cast<std::uint32_t>(element.index_ids.size() - 1);
  const std::string last_index = index(element, last_dimension);
  const std::string_view type =
      types_.is_mixed_list(element.base_id) ? "f64" : c_type_of(types_.arrays.at(element.base_id));
  if (specialization_.contiguous_arrays.contains(element.base_id)) {
    const std::string row = offset.empty() ? array : fmt::format("{}{}", offset, array);
    return fmt::format("((GLOBAL {}*)({}))[{}]", type, row, last_index);
  }
  return fmt::format("*(GLOBAL {}*)({} + {}{} * {})", type, array, offset, last_index,
                     identifiers_.stride(element.base_id, last_dimension));
}

std::string ExpressionPrinter::element_type(const ElementReference& element) const {
  const auto last_dimension = static_cast<std::uint32_t>(element.index_ids.size() - 1);
  return fmt::format("((u8*){})[({}{} * {}) / 8]", identifiers_.element_types(element.base_id),
                     outer_offset(element), index(element, last_dimension),
                     identifiers_.stride(element.base_id, last_dimension));
}

// In the representation that the scalar of its type has.
std::string ExpressionPrinter::load(const ElementReference& reference) const {
  const std::string text = element(reference);
  if (types_.is_mixed_list(reference.base_id)) {
    return text;
  }
  switch (types_.arrays.at(reference.base_id)) {
    case DataType::Int64:
    case DataType::Float64:
    case DataType::Complex128:
      return text;
    case DataType::Complex64:
      return print_double_complex(text);
    case DataType::Bool:
      return fmt::format("(i64)({} != 0)", text);
    case DataType::Uint64:
      return print_signed(text);
    case DataType::Float32:
      return fmt::format("(f64)({})", text);
    default:
      return fmt::format("(i64)({})", text);
  }
}

std::string ExpressionPrinter::stored(ExpressionId target_id, const std::string& text,
                                      ValueTypes types) const {
  const auto target = find_element(nest_, target_id);
  AUTOPAR_CHECK(target, "an element that is stored to");
  if (types_.is_mixed_list(target->base_id)) {
    return represent({text, types}, types_.element_types(target->base_id));
  }
  const DataType data_type = types_.arrays.at(target->base_id);
  const bool is_integer = typing::representation_of(types) == Representation::Int64;
  if (data_type == DataType::Bool) {
    return fmt::format("({} != 0)", text);
  }
  if (data_type == DataType::Float64) {
    return is_integer ? fmt::format("(f64)({})", text) : text;
  }
  if (data_type == DataType::Float32) {
    return single({text, types});
  }
  const ValueType type = typing::scalar_type_of(data_type);
  if (typing::is_complex(type)) {
    return complex({text, types}, type);
  }
  const std::string integer_value = is_integer ? text : print_truncation(text);
  const bool fits = types == typing::only(type);
  return fmt::format("({})({})", c_type_of(data_type),
                     fits ? integer_value : print_within(type, integer_value));
}

}  // namespace autopar::codegen
