#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "runtime/live_objects/owned.hpp"
#include "runtime/live_objects/region.hpp"

namespace autopar::python {

// An input that is an attribute of what an argument of the call or a global holds: self.grid.n.
struct AttributeInput {
  // As messages name it.
  std::string text;
  // Among the arguments of the call; nothing for a global.
  std::optional<std::size_t> argument;
  // Of the global.
  std::string global_name;
  // As CPython looks them up, the first one in that object.
  std::vector<std::string> attributes;
};

// Where a region finds its inputs: the first arguments of a call, so many, then globals of the
// caller, then attributes. Further arguments are there for the attributes.
struct InputSources {
  std::size_t argument_count = 0;
  std::size_t input_argument_count = 0;
  std::vector<std::string> global_names;
  std::vector<AttributeInput> attributes;
};

// What the name means in the globals of the frame that calls a region, then in its builtins: as
// CPython looks up a global. Null, without an exception, if it means nothing. Borrowed.
[[nodiscard]] PyObject* look_up(PyObject* name, PyObject* globals, PyObject* builtins) noexcept;

// The objects of one call. The caller of a region keeps the arguments alive; globals and attributes
// may be bound anew while it runs.
class LiveInputs {
 public:
  LiveInputs() noexcept = default;
  LiveInputs(const LiveInputs&) = delete;
  LiveInputs& operator=(const LiveInputs&) = delete;
  ~LiveInputs() {
    for (std::size_t index = first_owned_; index < count_; ++index) {
      Py_DECREF(objects_[index]);
    }
  }

  // Before anything else.
  void add_argument(PyObject* object) noexcept {
    objects_[count_++] = object;
    first_owned_ = count_;
  }
  void add(runtime::Owned object) noexcept { objects_[count_++] = object.release(); }
  [[nodiscard]] std::span<PyObject* const> all() const noexcept {
    return {objects_.data(), count_};
  }

 private:
  // Not set before they are used: a call has few inputs.
  std::array<PyObject*, runtime::Region::kMostInputs> objects_;
  std::size_t count_ = 0;
  std::size_t first_owned_ = 0;
};

// InputSources with the names as Python's.
class BoundInputs {
 public:
  BoundInputs() = default;

  // False with a Python exception set: there are too many inputs, or there is no memory.
  [[nodiscard]] bool bind(const InputSources& sources);

  [[nodiscard]] std::size_t argument_count() const noexcept { return argument_count_; }
  // The inputs are the arguments of the call, all of them, and nothing else.
  [[nodiscard]] bool are_arguments() const noexcept { return are_arguments_; }

  // Adds the inputs of a call with so many arguments. The sentence says which of them CPython has
  // to look for, and why; no Python exception is set, and no code of the program was run.
  [[nodiscard]] std::optional<std::string> collect(std::span<PyObject* const> arguments,
                                                   PyObject* globals, PyObject* builtins,
                                                   LiveInputs& objects) const;

 private:
  struct BoundAttribute {
    std::string text;
    std::optional<std::size_t> argument;
    runtime::Owned global_name;
    std::vector<runtime::Owned> attributes;
  };

  [[nodiscard]] bool bind_attribute(const AttributeInput& input);
  [[nodiscard]] static tl::expected<runtime::Owned, std::string> read(
      const BoundAttribute& bound, std::span<PyObject* const> arguments, PyObject* globals,
      PyObject* builtins);

  std::size_t argument_count_ = 0;
  std::size_t input_argument_count_ = 0;
  bool are_arguments_ = true;
  std::vector<runtime::Owned> global_names_;
  std::vector<BoundAttribute> attributes_;
};

// A name as CPython keeps it. Null with a Python exception set.
[[nodiscard]] runtime::Owned interned(const std::string& text) noexcept;

}  // namespace autopar::python
