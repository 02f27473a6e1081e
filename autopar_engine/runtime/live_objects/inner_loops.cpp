#include "runtime/live_objects/inner_loops.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <span>

#include "runtime/live_objects/numpy_api.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

namespace {

// Of several loops with one signature NumPy runs the first.
std::optional<std::size_t> index_of_loop(const PyUFuncObject& function, int type_number) {
  const std::span types(function.types, static_cast<std::size_t>(function.ntypes) *
                                            static_cast<std::size_t>(function.nargs));
  const auto width = static_cast<std::size_t>(function.nargs);
  for (std::size_t index = 0; index * width < types.size(); ++index) {
    const auto signature = types.subspan(index * width, width);
    if (std::ranges::all_of(signature, [&](char type) { return type == type_number; })) {
      return index;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<LoadedInnerLoop> load_inner_loop(const typing::InnerLoop& loop) noexcept {
  const Owned numpy(PyImport_ImportModule("numpy"));
  const Owned type(numpy ? PyObject_GetAttrString(numpy.get(), "ufunc") : nullptr);
  const Owned object(numpy ? PyObject_GetAttrString(numpy.get(), loop.function.c_str()) : nullptr);
  PyErr_Clear();
  if (!type || !object || reinterpret_cast<PyObject*>(Py_TYPE(object.get())) != type.get()) {
    return std::nullopt;
  }
  const auto& function = *reinterpret_cast<const PyUFuncObject*>(object.get());
  const bool is_single = loop.type == typing::ValueType::NumpyFloat32;
  const auto index = index_of_loop(function, is_single ? NPY_FLOAT : NPY_DOUBLE);
  if (!index || function.functions[*index] == nullptr ||
      static_cast<std::size_t>(function.nin) != loop.argument_count || function.nout != 1) {
    return std::nullopt;
  }
  void* data = function.data == nullptr ? nullptr : const_cast<void*>(function.data[*index]);
  return LoadedInnerLoop{std::bit_cast<void*>(function.functions[*index]), data};
}

}  // namespace autopar::runtime
