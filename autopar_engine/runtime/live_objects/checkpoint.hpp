#pragma once

#include <vector>

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// The elements of some arrays as they were, to be put back if compiled code turns out to have met
// a case that only CPython may handle. Exactly the elements of the views are saved and put back,
// not the bytes between them. Holds references to the arrays. Needs the GIL throughout.
class Checkpoint {
 public:
  // Requires an exact ndarray. False, without a Python exception, if there is no memory for the
  // copy.
  [[nodiscard]] bool save(PyObject* array);

  // Puts the saved elements back, in the reverse order of saving.
  void restore();

 private:
  struct Saved {
    Owned array;
    Owned copy;
  };
  std::vector<Saved> saved_;
};

}  // namespace autopar::runtime
