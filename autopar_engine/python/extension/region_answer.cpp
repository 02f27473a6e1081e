#include "region_answer.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace autopar::python {

namespace {

struct Answer {
  PyObject_HEAD PyObject* value;
};

Answer* as_answer(PyObject* object) { return reinterpret_cast<Answer*>(object); }

// Answers that nobody holds, kept for the next calls. Under the GIL.
class SpareAnswers {
 public:
  [[nodiscard]] PyObject* take() noexcept { return count_ == 0 ? nullptr : spare_[--count_]; }
  [[nodiscard]] bool keep(PyObject* answer) noexcept {
    if (count_ == spare_.size()) {
      return false;
    }
    spare_[count_++] = answer;
    return true;
  }

 private:
  static constexpr std::size_t kMost = 8;
  std::array<PyObject*, kMost> spare_{};
  std::size_t count_ = 0;
};

SpareAnswers g_spare_answers;
PyObject* g_no_answer = nullptr;

PyObject* next_value(PyObject* self) noexcept {
  return std::exchange(as_answer(self)->value, nullptr);
}

void delete_answer(PyObject* self) noexcept {
  Py_CLEAR(as_answer(self)->value);
  if (!g_spare_answers.keep(self)) {
    PyObject_Free(self);
  }
}

PyTypeObject make_type() noexcept {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "autopar._engine.RegionAnswer";
  type.tp_basicsize = sizeof(Answer);
  type.tp_dealloc = delete_answer;
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_iter = PyObject_SelfIter;
  type.tp_iternext = next_value;
  return type;
}

PyTypeObject g_answer_type = make_type();

}  // namespace

PyObject* make_answer(PyObject* value) noexcept {
  PyObject* spare = g_spare_answers.take();
  PyObject* answer = spare == nullptr ? PyObject_New(PyObject, &g_answer_type)
                                      : PyObject_Init(spare, &g_answer_type);
  if (answer == nullptr) {
    Py_XDECREF(value);
    return nullptr;
  }
  as_answer(answer)->value = value;
  return answer;
}

PyObject* no_answer() noexcept { return Py_NewRef(g_no_answer); }

bool prepare_answers() noexcept {
  if (PyType_Ready(&g_answer_type) < 0) {
    return false;
  }
  g_no_answer = make_answer(nullptr);
  return g_no_answer != nullptr;
}

}  // namespace autopar::python
