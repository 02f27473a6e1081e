#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "autopar/result.hpp"
#include "loop_ir/argument_facts.hpp"
#include "runtime/live_objects/numpy_api.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// What a list of Python's own numbers, or of such lists, looks like: one extent for each level, and
// the one type of all elements (Bool, Int64 for an int, Float64 for a float). is_mixed: Float64,
// for elements each of which is a float, or an int of up to 2^53 in magnitude; its type is kept
// beside.
struct ListShape {
  loop_ir::DataType element_type = loop_ir::DataType::Float64;
  std::vector<std::int64_t> extents;
  bool is_mixed = false;

  void mix() {
    element_type = loop_ir::DataType::Float64;
    is_mixed = true;
  }

  [[nodiscard]] std::size_t element_count() const;

  bool operator==(const ListShape&) const = default;
};

// By the lengths and the first element alone; what ListCopies::copy looks at is not looked at. The
// error says what else it is.
[[nodiscard]] Result<ListShape> guess_list_shape(PyObject* list);

// The facts of such a list whose elements are at that address. Elements lie one after the other,
// those of inner lists together.
[[nodiscard]] loop_ir::ArrayArgument facts_of_list(const ListShape& shape, const void* elements);

// The lists of one call, copied element by element into memory of their own, and back. Needs the
// GIL; runs no Python code. What changes in a list between the two stays where no element has to be
// stored.
class ListCopies {
 public:
  // Returns the address of the elements. Nothing if the list does not look like that in all its
  // elements, which is no error.
  [[nodiscard]] void* copy(PyObject* list, const ListShape& shape, bool is_written);

  // No list was copied twice, be it as a part of another one, of which one copy may be written.
  [[nodiscard]] bool are_apart() const;

  // Requires that the lists given to copy are still there. Stores into the written lists what
  // differs from what they hold: an element that was not written stays the object that it was.
  // False, with nothing stored and without an exception, if a list has changed its length, its
  // inner lists or the type of an element since, or there is no memory.
  [[nodiscard]] bool write_back() noexcept;

  // The types of the elements of the number-th list that was copied, typing::ValueType in a byte
  // each; null unless it is mixed.
  [[nodiscard]] void* types_of(std::size_t number) const noexcept {
    return copies_[number].types.get();
  }

  void clear() noexcept {
    copies_.clear();
    owners_.clear();
  }

 private:
  struct Copy {
    PyObject* list = nullptr;
    ListShape shape;
    bool is_written = false;
    // Each holds extents.back() elements. A signal handler may take them out of the list.
    std::vector<Owned> innermost;
    std::unique_ptr<std::byte[]> elements;
    // Of a mixed list.
    std::unique_ptr<std::uint8_t[]> types;
  };
  // A list at whatever level.
  struct Owner {
    PyObject* list = nullptr;
    bool is_written = false;
  };
  struct Store {
    PyObject* list = nullptr;
    Py_ssize_t position = 0;
    Owned value;
  };

  [[nodiscard]] bool collect_innermost(PyObject* list, Copy& copy, std::size_t level);
  [[nodiscard]] static bool has_same_lists(PyObject* list, const Copy& copy, std::size_t level,
                                           std::size_t& next);
  [[nodiscard]] static bool read(Copy& copy);
  [[nodiscard]] static bool collect_stores(const Copy& copy, std::vector<Store>& stores);

  std::vector<Copy> copies_;
  std::vector<Owner> owners_;
};

}  // namespace autopar::runtime
