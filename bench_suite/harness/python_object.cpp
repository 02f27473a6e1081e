#include "harness/python_object.hpp"

#include <fmt/format.h>

namespace autopar::bench {
namespace {

// On one line, and no longer than anybody reads.
std::string shorten(const std::string& text) {
  constexpr std::size_t kMost = 400;
  std::string line;
  for (const char letter : text) {
    const bool is_space = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    if (!is_space) {
      line += letter;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line.size() <= kMost ? line : line.substr(0, kMost) + "...";
}

// Never fails: what cannot be said becomes "".
std::string describe(PyObject* object) {
  PyObject* text = object == nullptr ? nullptr : PyObject_Str(object);
  const char* bytes = text == nullptr ? nullptr : PyUnicode_AsUTF8(text);
  std::string result = bytes == nullptr ? "" : bytes;
  Py_XDECREF(text);
  PyErr_Clear();
  return shorten(result);
}

Result<PythonObject> make_tuple(const std::vector<std::string>& texts) {
  auto tuple = PythonObject::take(PyTuple_New(static_cast<Py_ssize_t>(texts.size())));
  for (std::size_t place = 0; tuple && place < texts.size(); ++place) {
    PyObject* text = PyUnicode_FromString(texts[place].c_str());
    if (text == nullptr) {
      return tl::unexpected(take_python_error());
    }
    PyTuple_SET_ITEM(tuple->get(), static_cast<Py_ssize_t>(place), text);
  }
  return tuple;
}

}  // namespace

Result<PythonObject> PythonObject::take(PyObject* new_reference) {
  if (new_reference == nullptr) {
    return tl::unexpected(take_python_error());
  }
  return PythonObject(new_reference);
}

Error take_python_error() {
  PyObject* type = nullptr;
  PyObject* value = nullptr;
  PyObject* traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  const std::string name = type != nullptr && PyType_Check(type)
                               ? std::string(reinterpret_cast<PyTypeObject*>(type)->tp_name)
                               : std::string("unknown exception");
  Error error{fmt::format("{}: {}", name, describe(value))};
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return error;
}

Result<PythonObject> import_module(const std::string& name) {
  return PythonObject::take(PyImport_ImportModule(name.c_str()));
}

Result<PythonObject> read_attribute(const PythonObject& object, const char* name) {
  return PythonObject::take(PyObject_GetAttrString(object.get(), name));
}

Result<PythonObject> call_method(const PythonObject& object, const char* method,
                                 const std::vector<std::string>& arguments) {
  auto callable = read_attribute(object, method);
  if (!callable) {
    return callable;
  }
  auto tuple = make_tuple(arguments);
  if (!tuple) {
    return tuple;
  }
  return PythonObject::take(PyObject_CallObject(callable->get(), tuple->get()));
}

Result<std::string> read_text(const PythonObject& object) {
  if (object.get() == Py_None) {
    return std::string();
  }
  auto text = PythonObject::take(PyObject_Str(object.get()));
  if (!text) {
    return tl::unexpected(text.error());
  }
  const char* bytes = PyUnicode_AsUTF8(text->get());
  if (bytes == nullptr) {
    return tl::unexpected(take_python_error());
  }
  return std::string(bytes);
}

Result<std::vector<std::string>> read_texts(const PythonObject& sequence) {
  const Py_ssize_t size = PySequence_Size(sequence.get());
  if (size < 0) {
    return tl::unexpected(take_python_error());
  }
  std::vector<std::string> texts;
  for (Py_ssize_t place = 0; place < size; ++place) {
    auto item = PythonObject::take(PySequence_GetItem(sequence.get(), place));
    if (!item) {
      return tl::unexpected(item.error());
    }
    auto text = read_text(*item);
    if (!text) {
      return tl::unexpected(text.error());
    }
    texts.push_back(std::move(*text));
  }
  return texts;
}

Result<std::string> call_for_text(const PythonObject& object, const char* method,
                                  const std::vector<std::string>& arguments) {
  auto text = call_method(object, method, arguments);
  return text ? read_text(*text) : tl::unexpected(text.error());
}

Result<std::vector<std::string>> call_for_texts(const PythonObject& object, const char* method,
                                                const std::vector<std::string>& arguments) {
  auto texts = call_method(object, method, arguments);
  return texts ? read_texts(*texts) : tl::unexpected(texts.error());
}

Result<Rows> call_for_rows(const PythonObject& object, const char* method,
                           const std::vector<std::string>& arguments) {
  auto sequence = call_method(object, method, arguments);
  if (!sequence) {
    return tl::unexpected(sequence.error());
  }
  Rows rows;
  for (Py_ssize_t place = 0; place < PySequence_Size(sequence->get()); ++place) {
    auto row = PythonObject::take(PySequence_GetItem(sequence->get(), place));
    auto texts = row ? read_texts(*row) : tl::unexpected(row.error());
    if (!texts) {
      return tl::unexpected(texts.error());
    }
    rows.push_back(std::move(*texts));
  }
  return rows;
}

}  // namespace autopar::bench
