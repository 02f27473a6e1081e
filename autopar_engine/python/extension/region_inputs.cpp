#include "region_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "runtime/live_objects/plain_attribute.hpp"

namespace autopar::python {

namespace {

using runtime::Owned;

constexpr auto kNoGlobal = "a global name has no value";

// The text up to the attribute in which the read ended: "self.grid" of self.grid.n.
std::string_view text_up_to(std::string_view text, std::size_t attribute) {
  std::size_t end = text.find('.');
  for (std::size_t passed = 0; passed <= attribute && end != text.npos; ++passed) {
    end = text.find('.', end + 1);
  }
  return text.substr(0, end);
}

}  // namespace

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

Owned interned(const std::string& text) noexcept {
  return Owned(PyUnicode_InternFromString(text.c_str()));
}

bool BoundInputs::bind(const InputSources& sources) {
  argument_count_ = sources.argument_count;
  input_argument_count_ = sources.input_argument_count;
  are_arguments_ = argument_count_ == input_argument_count_ && sources.global_names.empty() &&
                   sources.attributes.empty();
  if (input_argument_count_ + sources.global_names.size() + sources.attributes.size() >
      runtime::Region::kMostInputs) {
    PyErr_SetString(PyExc_ValueError, "a region has too many inputs");
    return false;
  }
  for (const std::string& name : sources.global_names) {
    global_names_.push_back(interned(name));
    if (!global_names_.back()) {
      return false;
    }
  }
  return std::ranges::all_of(sources.attributes,
                             [this](const AttributeInput& input) { return bind_attribute(input); });
}

bool BoundInputs::bind_attribute(const AttributeInput& input) {
  BoundAttribute bound{input.text, input.argument, {}, {}};
  if (!input.argument) {
    bound.global_name = interned(input.global_name);
  }
  bool are_all = input.argument.has_value() || bound.global_name;
  for (const std::string& attribute : input.attributes) {
    bound.attributes.push_back(interned(attribute));
    are_all = are_all && bound.attributes.back();
  }
  attributes_.push_back(std::move(bound));
  return are_all;
}

std::optional<std::string> BoundInputs::collect(std::span<PyObject* const> arguments,
                                                PyObject* globals, PyObject* builtins,
                                                LiveInputs& objects) const {
  for (PyObject* argument : arguments.first(input_argument_count_)) {
    objects.add_argument(argument);
  }
  for (const Owned& name : global_names_) {
    Owned object = Owned::new_reference(look_up(name.get(), globals, builtins));
    if (!object) {
      return std::string(kNoGlobal);
    }
    objects.add(std::move(object));
  }
  for (const BoundAttribute& bound : attributes_) {
    auto value = read(bound, arguments, globals, builtins);
    if (!value) {
      return std::move(value).error();
    }
    objects.add(*std::move(value));
  }
  return std::nullopt;
}

tl::expected<Owned, std::string> BoundInputs::read(const BoundAttribute& bound,
                                                   std::span<PyObject* const> arguments,
                                                   PyObject* globals, PyObject* builtins) {
  Owned object =
      Owned::new_reference(bound.argument ? arguments[*bound.argument]
                                          : look_up(bound.global_name.get(), globals, builtins));
  if (!object) {
    return tl::unexpected<std::string>(kNoGlobal);
  }
  for (std::size_t index = 0; index < bound.attributes.size(); ++index) {
    auto value = runtime::read_plain_attribute(object.get(), bound.attributes[index].get());
    if (!value) {
      return tl::unexpected<std::string>(
          fmt::format("'{}' is {}", text_up_to(bound.text, index), value.error()));
    }
    object = *std::move(value);
  }
  return object;
}

}  // namespace autopar::python
