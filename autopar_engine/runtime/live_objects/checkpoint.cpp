#include "runtime/live_objects/checkpoint.hpp"

#include <ranges>

#include "autopar/check.hpp"

namespace autopar::runtime {

namespace {

PyArrayObject* as_array(const Owned& object) {
  return reinterpret_cast<PyArrayObject*>(object.get());
}

}  // namespace

bool Checkpoint::save(PyObject* array) {
  Saved saved{Owned::new_reference(array), {}};
  saved.copy = Owned(PyArray_NewCopy(as_array(saved.array), NPY_KEEPORDER));
  if (!saved.copy) {
    PyErr_Clear();
    return false;
  }
  saved_.push_back(std::move(saved));
  return true;
}

void Checkpoint::restore() {
  for (const Saved& saved : std::views::reverse(saved_)) {
    const bool is_restored = PyArray_CopyInto(as_array(saved.array), as_array(saved.copy)) == 0;
    AUTOPAR_CHECK(is_restored, "copying back between equal arrays can't fail");
  }
}

}  // namespace autopar::runtime
