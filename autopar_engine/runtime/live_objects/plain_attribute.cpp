#include "runtime/live_objects/plain_attribute.hpp"

#include <structmember.h>

namespace autopar::runtime {

namespace {

using Read = tl::expected<Owned, std::string_view>;

constexpr std::string_view kMissing = "not stored in its object";
constexpr std::string_view kComputed = "an attribute whose read may run code";

Read computed() { return tl::unexpected<std::string_view>(kComputed); }

// Takes the reference over; null, with or without an exception, if there is no such attribute.
Read value_or_missing(PyObject* value) noexcept {
  if (value == nullptr) {
    PyErr_Clear();
    return tl::unexpected<std::string_view>(kMissing);
  }
  return Owned(value);
}

// What the class and its bases hold under the name, as it is: null if they hold nothing. Borrowed.
PyObject* look_up_in(PyTypeObject* type, PyObject* name) noexcept {
  return _PyType_Lookup(type, name);
}

bool has_getter(PyObject* object) noexcept { return Py_TYPE(object)->tp_descr_get != nullptr; }

bool is_data_descriptor(PyObject* object) noexcept {
  return has_getter(object) && Py_TYPE(object)->tp_descr_set != nullptr;
}

// One of __slots__. Of the members of built-in types, some tell auditors that they are read.
bool is_slot(PyObject* object) noexcept {
  if (!Py_IS_TYPE(object, &PyMemberDescr_Type)) {
    return false;
  }
  const PyMemberDef& member = *reinterpret_cast<PyMemberDescrObject*>(object)->d_member;
  return member.type == T_OBJECT_EX && (member.flags & READ_RESTRICTED) == 0;
}

// What collections.namedtuple makes of a field, or null. Looks at modules that are loaded already,
// since an import may run code.
PyTypeObject* find_field_type() noexcept {
  const Owned name(PyUnicode_InternFromString("_collections"));
  const Owned module(name ? PyImport_GetModule(name.get()) : nullptr);
  const bool is_module = module && PyModule_CheckExact(module.get());
  PyObject* type =
      is_module ? PyDict_GetItemString(PyModule_GetDict(module.get()), "_tuplegetter") : nullptr;
  PyErr_Clear();
  const bool is_type = type != nullptr && PyType_Check(type);
  return is_type ? reinterpret_cast<PyTypeObject*>(Py_NewRef(type)) : nullptr;
}

bool is_field(PyObject* object) noexcept {
  static PyTypeObject* const field_type = find_field_type();
  return Py_IS_TYPE(object, field_type);
}

// Classes with __getattr__ have another tp_getattro, which asks object's first.
bool reads_like_object(PyTypeObject* type) noexcept {
  if (type->tp_getattro == PyObject_GenericGetAttr || type->tp_getattro == nullptr) {
    return type->tp_getattro != nullptr;
  }
  static PyObject* const method_name = PyUnicode_InternFromString("__getattribute__");
  if (method_name == nullptr) {
    PyErr_Clear();
    return false;
  }
  return look_up_in(type, method_name) == look_up_in(&PyBaseObject_Type, method_name);
}

// Behind a class that holds nothing, a plain value, a slot or a field, all that is left is a look
// into the object itself.
Read read_from_instance(PyObject* object, PyObject* name) noexcept {
  PyObject* of_class = look_up_in(Py_TYPE(object), name);
  const bool is_plain =
      of_class == nullptr || !has_getter(of_class) || is_slot(of_class) || is_field(of_class);
  return is_plain ? value_or_missing(PyObject_GenericGetAttr(object, name)) : computed();
}

Read read_from_class(PyTypeObject* type, PyObject* name) noexcept {
  PyObject* of_metaclass = look_up_in(Py_TYPE(type), name);
  PyObject* value = look_up_in(type, name);
  if ((of_metaclass != nullptr && is_data_descriptor(of_metaclass)) ||
      (value != nullptr && has_getter(value))) {
    return computed();
  }
  return value_or_missing(Py_XNewRef(value));
}

// What it does not hold may come from a __getattr__ of its own.
Read read_from_module(PyObject* module, PyObject* name) noexcept {
  PyObject* of_type = look_up_in(Py_TYPE(module), name);
  if (of_type != nullptr && is_data_descriptor(of_type)) {
    return computed();
  }
  return value_or_missing(Py_XNewRef(PyDict_GetItemWithError(PyModule_GetDict(module), name)));
}

Read read_from_array(PyArrayObject* array, PyObject* name) noexcept {
  if (PyUnicode_CompareWithASCIIString(name, "size") == 0) {
    return value_or_missing(PyLong_FromSsize_t(PyArray_SIZE(array)));
  }
  return PyUnicode_CompareWithASCIIString(name, "ndim") == 0
             ? value_or_missing(PyLong_FromLong(PyArray_NDIM(array)))
             : computed();
}

}  // namespace

Read read_plain_attribute(PyObject* object, PyObject* name) noexcept {
  PyTypeObject* type = Py_TYPE(object);
  if (type == &PyArray_Type) {
    return read_from_array(reinterpret_cast<PyArrayObject*>(object), name);
  }
  if (type == &PyModule_Type) {
    return read_from_module(object, name);
  }
  if (PyType_Check(object)) {
    return type->tp_getattro == PyType_Type.tp_getattro
               ? read_from_class(reinterpret_cast<PyTypeObject*>(object), name)
               : computed();
  }
  return reads_like_object(type) ? read_from_instance(object, name) : computed();
}

}  // namespace autopar::runtime
