#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "loop_ir/affine_form.hpp"
#include "loop_ir/data_type.hpp"
#include "loop_ir/ids.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// An int that fits 64 bits: an exact Python int or bool, or a NumPy scalar of this type (a bool, or
// an integer).
struct IntegerArgument {
  std::int64_t value = 0;
  bool is_bool = false;
  std::optional<DataType> numpy_type = std::nullopt;
};
// An exact Python float, or a NumPy scalar of this type.
struct FloatArgument {
  double value = 0;
  std::optional<DataType> numpy_type = std::nullopt;
};
// An exact Python complex, or a NumPy scalar of this type.
struct ComplexArgument {
  double real = 0;
  double imaginary = 0;
  std::optional<DataType> numpy_type = std::nullopt;
};
// An exact ndarray, or a list (see is_list): native byte order, aligned. strides_bytes may be zero
// or negative; address is that of the element with all indices zero.
struct ArrayArgument {
  DataType data_type = DataType::Float64;
  std::vector<std::int64_t> extents;
  std::vector<std::int64_t> strides_bytes;
  std::uintptr_t address = 0;
  bool is_writeable = true;
  // The elements are those of a list, or of lists of one length in a list and so on, copied into
  // memory of their own: Python's bools, ints within 64 bits or floats, all of one type. No list is
  // among them twice, nor in another argument, if one of these may be written.
  bool is_list = false;
  // Of a list: some elements are ints, of up to 2^53 in magnitude, and some are floats; data_type
  // is Float64 then.
  bool is_mixed = false;

  [[nodiscard]] std::size_t rank() const { return extents.size(); }
};

// The array of these extents whose elements lie one behind the other, the last dimension's first,
// at no address yet. Nothing where it has more bytes than 63 bits count. Requires extents >= 0.
[[nodiscard]] std::optional<ArrayArgument> c_contiguous(DataType data_type,
                                                        std::vector<std::int64_t> extents);

// Of all elements. Requires that they fit 63 bits.
[[nodiscard]] std::int64_t size_bytes(const ArrayArgument& array);

using LiveArgument = std::variant<IntegerArgument, FloatArgument, ComplexArgument, ArrayArgument>;

// A closed range of integers; empty when lower > upper.
struct IntegerRange {
  std::int64_t lower = 0;
  std::int64_t upper = -1;

  [[nodiscard]] bool is_empty() const { return lower > upper; }
  bool operator==(const IntegerRange&) const = default;
};

// What the elements of a one-dimensional array of integers are when the nest begins
// (runtime/index_inspector.hpp).
struct IntegerContent {
  // The smallest that holds every element.
  IntegerRange range;
  // No value comes twice.
  bool is_injective = false;
  // Each element is at least the one before it.
  bool is_non_decreasing = false;
  // The positions of the elements that all this is said of; nothing: of every element.
  std::optional<IntegerRange> positions = std::nullopt;
  bool operator==(const IntegerContent&) const = default;
};

// What is known at a call about the names that a nest reads but does not write first. The nest is
// untyped until it meets such facts. Names that are missing are unknown.
struct ArgumentFacts {
  std::map<NameId, LiveArgument> arguments;
  // Of some of the arrays.
  std::map<NameId, IntegerContent> contents;

  // Null if the name is unknown or of another kind.
  [[nodiscard]] const ArrayArgument* find_array(NameId name_id) const;
  // The value of a symbol at this call; nothing if unknown or if it varies within the nest.
  [[nodiscard]] std::optional<std::int64_t> value_of(const LoopNest& nest,
                                                     SymbolId symbol_id) const;
};

// Whether both are facts of the same names, and agree in all that types are inferred from: what
// each argument is and its type, of an array also the rank. Values, extents, strides, addresses and
// what may be written are not among it.
[[nodiscard]] bool are_of_same_kinds(const ArgumentFacts& left, const ArgumentFacts& right);

// The smallest box of values that a form can take when each loop index runs over its own box: an
// over-approximation, so "inside the extent" proves. Nothing where a symbol or a bound is unknown
// or a value leaves 64 bits.
[[nodiscard]] std::optional<IntegerRange> range_of(const AffineForm& form, const LoopNest& nest,
                                                   const ArgumentFacts& facts);

// The box of a loop's index values; empty when the loop cannot run.
[[nodiscard]] std::optional<IntegerRange> index_range(LoopId loop_id, const LoopNest& nest,
                                                      const ArgumentFacts& facts);

}  // namespace autopar::loop_ir
