#include "region_type.hpp"

#include <structmember.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <utility>

#include "runtime/live_objects/owned.hpp"

namespace autopar::python {

namespace {

using runtime::Owned;

struct BoundName {
  Owned name;
  bool is_argument = false;
};

// A CalledFunction with its objects. attribute and module are null where the name is the function.
struct BoundFunction {
  Owned name;
  Owned attribute;
  Owned module;
  Owned function;
};

struct RegionState {
  std::unique_ptr<runtime::Region> region;
  std::vector<BoundName> inputs;
  std::vector<BoundFunction> functions;
  std::size_t argument_count = 0;
  // The names of the modules of which a function is called as an attribute, math before numpy;
  // these modules are never unloaded.
  std::array<PyObject*, 2> module_names{};
  // Of the globals, the builtins and these, under which the functions were found to be the expected
  // ones.
  std::array<std::uint64_t, 4> checked_versions{};
};

struct RegionObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  RegionState* state;
};

PyTypeObject* g_region_type = nullptr;

constexpr std::size_t kMostInputs = 32;

// The objects of one call. The caller of a region keeps the arguments alive; globals may be bound
// anew while it runs.
class LiveInputs {
 public:
  LiveInputs() noexcept = default;
  LiveInputs(const LiveInputs&) = delete;
  LiveInputs& operator=(const LiveInputs&) = delete;
  ~LiveInputs() {
    for (std::size_t index = 0; index < count_; ++index) {
      Py_DECREF(objects_[index]);
    }
  }

  void add(PyObject* object) noexcept { objects_[count_++] = Py_NewRef(object); }
  [[nodiscard]] std::span<PyObject* const> all() const noexcept {
    return {objects_.data(), count_};
  }

 private:
  // Not set before they are used: a call has few inputs.
  std::array<PyObject*, kMostInputs> objects_;
  std::size_t count_ = 0;
};

RegionObject* as_region(PyObject* object) { return reinterpret_cast<RegionObject*>(object); }

// What the name means in the globals of the frame that calls the region, then in its builtins:
// as CPython looks up a global. Null, without an exception, if it means nothing. Borrowed.
PyObject* look_up(PyObject* name, PyObject* globals, PyObject* builtins) noexcept {
  PyObject* object = PyDict_GetItemWithError(globals, name);
  if (object == nullptr && !PyErr_Occurred()) {
    object = PyDict_GetItemWithError(builtins, name);
  }
  if (PyErr_Occurred()) {
    PyErr_Clear();
    return nullptr;
  }
  return object;
}

// A number that changes with every change to the dict, and that no other dict has.
#if PY_VERSION_HEX < 0x030C0000
std::uint64_t version_of(PyObject* dict) noexcept {
  return reinterpret_cast<PyDictObject*>(dict)->ma_version_tag;
}
constexpr bool kHasVersions = true;
#else
std::uint64_t version_of(PyObject*) noexcept { return 0; }
constexpr bool kHasVersions = false;
#endif

bool is_expected(const BoundFunction& bound, PyObject* globals, PyObject* builtins) noexcept {
  PyObject* object = look_up(bound.name.get(), globals, builtins);
  if (!bound.attribute) {
    return object == bound.function.get();
  }
  if (object != bound.module.get()) {
    return false;
  }
  const Owned function(PyObject_GetAttr(object, bound.attribute.get()));
  PyErr_Clear();
  return function.get() == bound.function.get();
}

bool has_expected_functions(RegionState& state, PyObject* globals, PyObject* builtins) noexcept {
  std::array versions{version_of(globals), version_of(builtins), std::uint64_t{0},
                      std::uint64_t{0}};
  for (std::size_t index = 0; index < state.module_names.size(); ++index) {
    PyObject* names = state.module_names[index];
    versions[2 + index] = names == nullptr ? 0 : version_of(names);
  }
  if (kHasVersions && versions == state.checked_versions) {
    return true;
  }
  for (const BoundFunction& bound : state.functions) {
    if (!is_expected(bound, globals, builtins)) {
      return false;
    }
  }
  state.checked_versions = versions;
  return true;
}

// Collects the live objects of the inputs; false if one of them is missing.
bool collect_inputs(const RegionState& state, std::span<PyObject* const> arguments,
                    PyObject* globals, PyObject* builtins, LiveInputs& objects) noexcept {
  std::size_t next_argument = 0;
  for (const BoundName& input : state.inputs) {
    PyObject* object = input.is_argument ? arguments[next_argument++]
                                         : look_up(input.name.get(), globals, builtins);
    if (object == nullptr) {
      return false;
    }
    objects.add(object);
  }
  return true;
}

// New reference to the outputs. Null without an exception if CPython shall run the loop, with one
// if a signal handler raised it.
PyObject* run_region(RegionState& state, std::span<PyObject* const> arguments) {
  PyObject* globals = PyEval_GetGlobals();
  PyObject* builtins = PyEval_GetBuiltins();
  if (globals == nullptr || builtins == nullptr || !PyDict_CheckExact(globals) ||
      !PyDict_CheckExact(builtins) || arguments.size() != state.argument_count) {
    return nullptr;
  }
  if (!has_expected_functions(state, globals, builtins)) {
    state.region->decline("a function that it calls is replaced");
    return nullptr;
  }
  LiveInputs objects;
  if (!collect_inputs(state, arguments, globals, builtins, objects)) {
    state.region->decline("a global name has no value");
    return nullptr;
  }
  return state.region->run(objects.all());
}

// The boundary: no exception of ours passes it, and any of them means that CPython runs the loop.
PyObject* run_region_or_decline(RegionState& state, std::span<PyObject* const> arguments) noexcept {
  try {
    return run_region(state, arguments);
  } catch (const std::exception& error) {
    state.region->decline(error.what());
    PyErr_Clear();
    return nullptr;
  }
}

PyObject* call_region(PyObject* self, PyObject* const* arguments, std::size_t count_and_flag,
                      PyObject* keyword_names) noexcept {
  const auto count = static_cast<std::size_t>(PyVectorcall_NARGS(count_and_flag));
  RegionState& state = *as_region(self)->state;
  if (keyword_names != nullptr || state.region == nullptr) {
    return PyTuple_New(0);
  }
  Owned outputs(run_region_or_decline(state, std::span(arguments, count)));
  if (!outputs) {
    return PyErr_Occurred() != nullptr ? nullptr : PyTuple_New(0);
  }
  // The one name of most loops needs no tuple of its own.
  return PyTuple_GET_SIZE(outputs.get()) == 1 ? outputs.release() : PyTuple_Pack(1, outputs.get());
}

void delete_region(PyObject* self) noexcept {
  PyTypeObject* type = Py_TYPE(self);
  const std::unique_ptr<RegionState> state(as_region(self)->state);
  type->tp_free(self);
  Py_DECREF(type);
}

// Pickled by value, in the code of a function, a region becomes one that always declines.
PyObject* reduce_region(PyObject*, PyObject*) noexcept {
  const Owned module(PyImport_ImportModule("autopar._rewrite"));
  const Owned maker(module ? PyObject_GetAttrString(module.get(), "declining_region") : nullptr);
  return maker ? Py_BuildValue("(O())", maker.get()) : nullptr;
}

PyMemberDef g_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(RegionObject, vectorcall), READONLY, nullptr},
    {nullptr, 0, 0, 0, nullptr}};

PyMethodDef g_methods[] = {{"__reduce__", reduce_region, METH_NOARGS, nullptr},
                           {nullptr, nullptr, 0, nullptr}};

template <class Function>
void* slot_of(Function* function) {
  return reinterpret_cast<void*>(function);
}

Owned interned(const std::string& text) { return Owned(PyUnicode_InternFromString(text.c_str())); }

bool bind_inputs(RegionState& state, const std::vector<InputSource>& inputs) {
  for (const InputSource& input : inputs) {
    state.argument_count += input.is_argument ? 1 : 0;
    state.inputs.push_back({interned(input.name), input.is_argument});
    if (!state.inputs.back().name) {
      return false;
    }
  }
  return true;
}

bool bind_functions(RegionState& state, const std::vector<CalledFunction>& functions) {
  for (const CalledFunction& function : functions) {
    BoundFunction bound;
    bound.name = interned(function.name);
    bound.module = Owned(PyImport_ImportModule(function.module.c_str()));
    bound.function =
        bound.module ? Owned(PyObject_GetAttrString(bound.module.get(), function.function.c_str()))
                     : Owned();
    if (!function.attribute.empty()) {
      bound.attribute = interned(function.attribute);
      const bool is_numpy = function.module == "numpy";
      state.module_names[is_numpy ? 1 : 0] =
          bound.module ? PyModule_GetDict(bound.module.get()) : nullptr;
    }
    if (!bound.name || !bound.function) {
      return false;
    }
    state.functions.push_back(std::move(bound));
  }
  return true;
}

}  // namespace

PyObject* make_declining_region() { return make_region_object(nullptr, {}, {}); }

PyObject* make_region_object(std::unique_ptr<runtime::Region> region,
                             const std::vector<InputSource>& inputs,
                             const std::vector<CalledFunction>& functions) {
  auto state = std::make_unique<RegionState>();
  state->region = std::move(region);
  if (inputs.size() > kMostInputs) {
    PyErr_SetString(PyExc_ValueError, "a region has too many inputs");
    return nullptr;
  }
  if (!bind_inputs(*state, inputs) || !bind_functions(*state, functions)) {
    return nullptr;
  }
  PyObject* object = g_region_type->tp_alloc(g_region_type, 0);
  if (object != nullptr) {
    as_region(object)->vectorcall = call_region;
    as_region(object)->state = state.release();
  }
  return object;
}

runtime::Region* region_of(PyObject* object) noexcept {
  return Py_IS_TYPE(object, g_region_type) ? as_region(object)->state->region.get() : nullptr;
}

bool add_region_type(PyObject* module) {
  static std::array<PyType_Slot, 5> slots{{{Py_tp_dealloc, slot_of(delete_region)},
                                           {Py_tp_call, slot_of(PyVectorcall_Call)},
                                           {Py_tp_members, g_members},
                                           {Py_tp_methods, g_methods},
                                           {0, nullptr}}};
  static PyType_Spec spec{"autopar._engine.Region", sizeof(RegionObject), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL |
                              Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
                          slots.data()};
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr || PyModule_AddObjectRef(module, "Region", type) < 0) {
    Py_XDECREF(type);
    return false;
  }
  g_region_type = reinterpret_cast<PyTypeObject*>(type);
  return true;
}

}  // namespace autopar::python
