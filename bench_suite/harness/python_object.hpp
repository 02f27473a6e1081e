#pragma once

#include <Python.h>

#include <memory>
#include <string>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::bench {

// One owned reference to a Python object; may be empty. Has to go before the interpreter does, and
// is used by the thread that holds the GIL.
class PythonObject {
 public:
  PythonObject() = default;

  // Takes over a new reference. A null one is the error that Python has set, as "Type: text".
  static Result<PythonObject> take(PyObject* new_reference);

  [[nodiscard]] PyObject* get() const { return object_.get(); }

 private:
  struct Release {
    void operator()(PyObject* object) const noexcept { Py_DECREF(object); }
  };
  explicit PythonObject(PyObject* new_reference) : object_(new_reference) {}

  std::unique_ptr<PyObject, Release> object_;
};

// Clears the error that Python has set and gives it as "Type: text".
Error take_python_error();

Result<PythonObject> import_module(const std::string& name);
Result<PythonObject> read_attribute(const PythonObject& object, const char* name);

// Calls object.method(arguments...) with text arguments.
Result<PythonObject> call_method(const PythonObject& object, const char* method,
                                 const std::vector<std::string>& arguments = {});

// str(object); '' for None.
Result<std::string> read_text(const PythonObject& object);

// The texts of a list or tuple of them.
Result<std::vector<std::string>> read_texts(const PythonObject& sequence);

// What object.method(arguments...) gives, as a text, as texts, or as a sequence of sequences of
// them.
using Rows = std::vector<std::vector<std::string>>;
Result<std::string> call_for_text(const PythonObject& object, const char* method,
                                  const std::vector<std::string>& arguments = {});
Result<std::vector<std::string>> call_for_texts(const PythonObject& object, const char* method,
                                                const std::vector<std::string>& arguments = {});
Result<Rows> call_for_rows(const PythonObject& object, const char* method,
                           const std::vector<std::string>& arguments = {});

}  // namespace autopar::bench
