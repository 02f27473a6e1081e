#include "runtime/live_objects/list_copies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include "autopar/check.hpp"
#include "codegen/kernel_abi.hpp"
#include "typing/value_types.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::DataType;

constexpr std::size_t kMostLevels = 4;

std::optional<DataType> element_type_of(PyObject* object) {
  if (PyFloat_CheckExact(object)) {
    return DataType::Float64;
  }
  if (PyBool_Check(object)) {
    return DataType::Bool;
  }
  return PyLong_CheckExact(object) ? std::optional(DataType::Int64) : std::nullopt;
}

constexpr auto kInt = static_cast<std::uint8_t>(typing::ValueType::Int);
constexpr auto kFloat = static_cast<std::uint8_t>(typing::ValueType::Float);

// What each does: reads the value of an object and its type, says whether two values are the same
// to the last bit, and makes an object. Types matter where they are mixed only.
struct Floats {
  using Element = double;
  static bool read(PyObject* object, Element& element, std::uint8_t&) noexcept {
    element = PyFloat_CheckExact(object) ? PyFloat_AS_DOUBLE(object) : 0;
    return PyFloat_CheckExact(object);
  }
  // 0.0 is not -0.0.
  static bool are_same(Element one, Element other) noexcept {
    return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other);
  }
  static PyObject* make(Element element, std::uint8_t) noexcept {
    return PyFloat_FromDouble(element);
  }
};

struct Integers {
  using Element = std::int64_t;
  static bool read(PyObject* object, Element& element, std::uint8_t&) noexcept {
    int overflow = 1;
    element = PyLong_CheckExact(object) ? PyLong_AsLongLongAndOverflow(object, &overflow) : 0;
    return overflow == 0;
  }
  static bool are_same(Element one, Element other) noexcept { return one == other; }
  static PyObject* make(Element element, std::uint8_t) noexcept {
    return PyLong_FromLongLong(element);
  }
};

struct Bools {
  using Element = std::uint8_t;
  static bool read(PyObject* object, Element& element, std::uint8_t&) noexcept {
    element = object == Py_True ? 1 : 0;
    return PyBool_Check(object);
  }
  static bool are_same(Element one, Element other) noexcept { return one == other; }
  static PyObject* make(Element element, std::uint8_t) noexcept { return PyBool_FromLong(element); }
};

struct Mixed {
  using Element = double;
  static bool read(PyObject* object, Element& element, std::uint8_t& type) noexcept {
    std::int64_t integer = 0;
    if (Floats::read(object, element, type)) {
      type = kFloat;
      return true;
    }
    const bool is_integer = Integers::read(object, integer, type);
    type = kInt;
    element = static_cast<double>(integer);
    return is_integer && codegen::is_exact_as_double(integer);
  }
  static bool are_same(Element one, Element other) noexcept { return Floats::are_same(one, other); }
  static PyObject* make(Element element, std::uint8_t type) noexcept {
    return type == kFloat ? PyFloat_FromDouble(element)
                          : PyLong_FromLongLong(static_cast<std::int64_t>(element));
  }
};

template <class Visit>
auto with_elements(const ListShape& shape, Visit visit) {
  if (shape.is_mixed) {
    return visit(Mixed());
  }
  switch (shape.element_type) {
    case DataType::Bool:
      return visit(Bools());
    case DataType::Int64:
      return visit(Integers());
    default:
      return visit(Floats());
  }
}

bool has_length(PyObject* list, std::int64_t length) {
  return PyList_CheckExact(list) && PyList_GET_SIZE(list) == length;
}

}  // namespace

std::size_t ListShape::element_count() const {
  std::size_t count = 1;
  for (const std::int64_t extent : extents) {
    count *= static_cast<std::size_t>(extent);
  }
  return count;
}

Result<ListShape> guess_list_shape(PyObject* list) {
  ListShape shape;
  PyObject* object = list;
  while (PyList_CheckExact(object) && shape.extents.size() < kMostLevels) {
    const Py_ssize_t length = PyList_GET_SIZE(object);
    if (length == 0) {
      return fail("an empty list");
    }
    shape.extents.push_back(length);
    object = PyList_GET_ITEM(object, 0);
  }
  const auto type = element_type_of(object);
  if (!type) {
    return fail(fmt::format("a list that holds an object of type {}", Py_TYPE(object)->tp_name));
  }
  shape.element_type = *type;
  return shape;
}

loop_ir::ArrayArgument facts_of_list(const ListShape& shape, const void* elements) {
  auto laid_out = loop_ir::c_contiguous(shape.element_type, shape.extents);
  AUTOPAR_CHECK(laid_out, "elements that lie in memory");
  loop_ir::ArrayArgument facts = *std::move(laid_out);
  facts.address = std::bit_cast<std::uintptr_t>(elements);
  facts.is_list = true;
  facts.is_mixed = shape.is_mixed;
  return facts;
}

void* ListCopies::copy(PyObject* list, const ListShape& shape, bool is_written) {
  Copy copy{list, shape, is_written, {}, nullptr, nullptr};
  const std::size_t owners_before = owners_.size();
  if (!collect_innermost(list, copy, 0) || !read(copy)) {
    owners_.resize(owners_before);
    return nullptr;
  }
  return copies_.emplace_back(std::move(copy)).elements.get();
}

bool ListCopies::read(Copy& copy) {
  const ListShape& shape = copy.shape;
  const auto element_bytes = static_cast<std::size_t>(loop_ir::size_bytes(shape.element_type));
  copy.elements =
      std::make_unique_for_overwrite<std::byte[]>(shape.element_count() * element_bytes);
  if (shape.is_mixed) {
    copy.types = std::make_unique_for_overwrite<std::uint8_t[]>(shape.element_count());
  }
  const std::int64_t length = shape.extents.back();
  return with_elements(copy.shape, [&]<class Elements>(Elements) {
    auto* element = reinterpret_cast<typename Elements::Element*>(copy.elements.get());
    std::uint8_t unused = 0;
    std::uint8_t* type = copy.types ? copy.types.get() : &unused;
    for (const Owned& list : copy.innermost) {
      for (Py_ssize_t position = 0; position < length; ++position, ++element) {
        if (!Elements::read(PyList_GET_ITEM(list.get(), position), *element, *type)) {
          return false;
        }
        type += copy.types ? 1 : 0;
      }
    }
    return true;
  });
}

bool ListCopies::collect_innermost(PyObject* list, Copy& copy, std::size_t level) {
  if (!has_length(list, copy.shape.extents[level])) {
    return false;
  }
  owners_.push_back({list, copy.is_written});
  if (level + 1 == copy.shape.extents.size()) {
    copy.innermost.push_back(Owned::new_reference(list));
    return true;
  }
  for (Py_ssize_t position = 0; position < copy.shape.extents[level]; ++position) {
    if (!collect_innermost(PyList_GET_ITEM(list, position), copy, level + 1)) {
      return false;
    }
  }
  return true;
}

bool ListCopies::has_same_lists(PyObject* list, const Copy& copy, std::size_t level,
                                std::size_t& next) {
  if (!has_length(list, copy.shape.extents[level])) {
    return false;
  }
  if (level + 1 == copy.shape.extents.size()) {
    return copy.innermost[next++].get() == list;
  }
  for (Py_ssize_t position = 0; position < copy.shape.extents[level]; ++position) {
    if (!has_same_lists(PyList_GET_ITEM(list, position), copy, level + 1, next)) {
      return false;
    }
  }
  return true;
}

bool ListCopies::are_apart() const {
  const bool is_any_written =
      std::ranges::any_of(owners_, [](const Owner& owner) { return owner.is_written; });
  if (!is_any_written || owners_.size() == 1) {
    return true;
  }
  std::vector<Owner> sorted = owners_;
  std::ranges::sort(sorted, std::less<>(), &Owner::list);
  for (std::size_t index = 1; index < sorted.size(); ++index) {
    if (sorted[index - 1].list == sorted[index].list &&
        (sorted[index - 1].is_written || sorted[index].is_written)) {
      return false;
    }
  }
  return true;
}

bool ListCopies::collect_stores(const Copy& copy, std::vector<Store>& stores) {
  const std::int64_t length = copy.shape.extents.back();
  return with_elements(copy.shape, [&]<class Elements>(Elements) {
    const auto* element = reinterpret_cast<const typename Elements::Element*>(copy.elements.get());
    std::size_t number = 0;
    for (const Owned& owned : copy.innermost) {
      PyObject* list = owned.get();
      for (Py_ssize_t position = 0; position < length; ++position, ++element, ++number) {
        typename Elements::Element before;
        std::uint8_t type_before = 0;
        if (!Elements::read(PyList_GET_ITEM(list, position), before, type_before)) {
          return false;
        }
        const std::uint8_t type = copy.types ? copy.types[number] : type_before;
        if (type == type_before && Elements::are_same(before, *element)) {
          continue;
        }
        stores.push_back({list, position, Owned(Elements::make(*element, type))});
        if (!stores.back().value) {
          return false;
        }
      }
    }
    return true;
  });
}

// All objects are there before the first one is stored, and none of those that go runs any code.
bool ListCopies::write_back() noexcept {
  std::vector<Store> stores;
  try {
    for (const Copy& copy : copies_) {
      std::size_t next = 0;
      if (copy.is_written &&
          (!has_same_lists(copy.list, copy, 0, next) || !collect_stores(copy, stores))) {
        PyErr_Clear();
        return false;
      }
    }
  } catch (const std::exception&) {
    return false;
  }
  for (Store& store : stores) {
    PyObject* before = PyList_GET_ITEM(store.list, store.position);
    PyList_SET_ITEM(store.list, store.position, store.value.release());
    Py_DECREF(before);
  }
  return true;
}

}  // namespace autopar::runtime
