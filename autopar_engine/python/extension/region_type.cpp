#include "region_type.hpp"

#include <structmember.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <string_view>
#include <utility>

#include "region_answer.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::python {

namespace {

using runtime::Owned;

constexpr auto kModules = std::to_array<std::string_view>({"math", "cmath", "numpy"});

// A CalledFunction with its objects. attribute and module are null where the name is the function.
struct BoundFunction {
  Owned name;
  Owned attribute;
  Owned module;
  Owned function;
};

// A CalledHelper with its objects. code is that of the function itself once it was found to be
// equal.
struct BoundHelper {
  Owned name;
  Owned code;
};

struct RegionState {
  std::unique_ptr<runtime::Region> region;
  BoundInputs inputs;
  std::vector<BoundFunction> functions;
  std::vector<BoundHelper> helpers;
  runtime::OldValues old_values;
  // The names of those of kModules of which a function is called as an attribute; these modules are
  // never unloaded.
  std::array<PyObject*, kModules.size()> module_names{};
  // Of the globals, the builtins and these, under which the functions were found to be the expected
  // ones.
  std::array<std::uint64_t, 2 + kModules.size()> checked_versions{};
};

struct RegionObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  RegionState* state;
};

PyTypeObject* g_region_type = nullptr;

RegionObject* as_region(PyObject* object) { return reinterpret_cast<RegionObject*>(object); }

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
  decltype(state.checked_versions) versions{version_of(globals), version_of(builtins)};
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

// The code decides what a call does, with the globals that it looks its names up in; defaults count
// for nothing, since calls give all arguments. No dict tells when a function gets another code.
bool is_expected(BoundHelper& bound, PyObject* globals) noexcept {
  PyObject* function = PyDict_GetItemWithError(globals, bound.name.get());
  if (function == nullptr || !Py_IS_TYPE(function, &PyFunction_Type) ||
      PyFunction_GetGlobals(function) != globals) {
    PyErr_Clear();
    return false;
  }
  PyObject* code = PyFunction_GetCode(function);
  if (code == bound.code.get()) {
    return true;
  }
  if (PyObject_RichCompareBool(code, bound.code.get(), Py_EQ) != 1) {
    PyErr_Clear();
    return false;
  }
  bound.code = Owned::new_reference(code);
  return true;
}

bool has_expected_helpers(RegionState& state, PyObject* globals) noexcept {
  return std::ranges::all_of(state.helpers,
                             [&](BoundHelper& bound) { return is_expected(bound, globals); });
}

// New reference to the outputs. Null without an exception if CPython shall run the loop, with one
// if a signal handler raised it.
PyObject* run_region(RegionState& state, std::span<PyObject* const> arguments) {
  PyObject* globals = PyEval_GetGlobals();
  PyObject* builtins = PyEval_GetBuiltins();
  if (globals == nullptr || builtins == nullptr || !PyDict_CheckExact(globals) ||
      !PyDict_CheckExact(builtins) || arguments.size() != state.inputs.argument_count()) {
    return nullptr;
  }
  if (!has_expected_functions(state, globals, builtins) || !has_expected_helpers(state, globals)) {
    state.region->decline("a function that it calls is replaced");
    return nullptr;
  }
  if (const auto obstacle = state.old_values.find_obstacle(arguments)) {
    state.region->decline(*obstacle);
    return nullptr;
  }
  if (state.inputs.are_arguments()) {
    return state.region->run(arguments);
  }
  LiveInputs objects;
  if (const auto missing = state.inputs.collect(arguments, globals, builtins, objects)) {
    state.region->decline(*missing);
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
  const std::span objects(arguments, static_cast<std::size_t>(PyVectorcall_NARGS(count_and_flag)));
  RegionState& state = *as_region(self)->state;
  if (keyword_names != nullptr || state.region == nullptr || state.region->skips(objects)) {
    return no_answer();
  }
  PyObject* outputs = run_region_or_decline(state, objects);
  state.region->look_back(objects);
  if (outputs == nullptr) {
    return PyErr_Occurred() != nullptr ? nullptr : no_answer();
  }
  return make_answer(outputs);
}

// -region, the cheapest question that code can ask: whether it is worth a call.
PyObject* wants_call(PyObject* self) noexcept {
  runtime::Region* region = as_region(self)->state->region.get();
  return Py_NewRef(region != nullptr && region->wants_call() ? Py_True : Py_False);
}

// Where it is not.
PyObject* iterate_over_nothing(PyObject*) noexcept { return no_answer(); }

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
      const auto* const place = std::ranges::find(kModules, function.module);
      if (place != kModules.end() && bound.module) {
        state.module_names[static_cast<std::size_t>(place - kModules.begin())] =
            PyModule_GetDict(bound.module.get());
      }
    }
    if (!bound.name || !bound.function) {
      return false;
    }
    state.functions.push_back(std::move(bound));
  }
  return true;
}

bool bind_helpers(RegionState& state, const std::vector<CalledHelper>& helpers) {
  for (const CalledHelper& helper : helpers) {
    state.helpers.push_back({interned(helper.name), Owned::new_reference(helper.code)});
    if (!state.helpers.back().name) {
      return false;
    }
  }
  return true;
}

}  // namespace

PyObject* make_declining_region() { return make_region_object(nullptr, {}, {}, {}); }

PyObject* make_region_object(std::unique_ptr<runtime::Region> region, const InputSources& inputs,
                             const Callees& callees,
                             const std::vector<runtime::LocalVariable>& bound_variables) {
  auto state = std::make_unique<RegionState>();
  state->region = std::move(region);
  if (!state->inputs.bind(inputs) || !bind_functions(*state, callees.functions) ||
      !bind_helpers(*state, callees.helpers) || !state->old_values.bind(bound_variables)) {
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
  static std::array<PyType_Slot, 7> slots{{{Py_tp_dealloc, slot_of(delete_region)},
                                           {Py_nb_negative, slot_of(wants_call)},
                                           {Py_tp_iter, slot_of(iterate_over_nothing)},
                                           {Py_tp_call, slot_of(PyVectorcall_Call)},
                                           {Py_tp_members, g_members},
                                           {Py_tp_methods, g_methods},
                                           {0, nullptr}}};
  static PyType_Spec spec{"autopar._engine.Region", sizeof(RegionObject), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL |
                              Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
                          slots.data()};
  if (!prepare_answers()) {
    return false;
  }
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr || PyModule_AddObjectRef(module, "Region", type) < 0) {
    Py_XDECREF(type);
    return false;
  }
  g_region_type = reinterpret_cast<PyTypeObject*>(type);
  return true;
}

}  // namespace autopar::python
