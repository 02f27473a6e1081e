#include "harness/interpreter.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "harness/python_object.hpp"

namespace autopar::bench {
namespace {

Result<void> initialize(const std::string& executable) {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  PyStatus status = PyConfig_SetBytesString(&config, &config.executable, executable.c_str());
  if (PyStatus_Exception(status) == 0) {
    status = Py_InitializeFromConfig(&config);
  }
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status) != 0) {
    return fail(fmt::format("cannot start Python as {}: {}", executable,
                            status.err_msg == nullptr ? "no reason given" : status.err_msg));
  }
  return {};
}

Result<void> add_to_path(const std::string& folder) {
  auto text = PythonObject::take(PyUnicode_FromString(folder.c_str()));
  if (!text || PyList_Append(PySys_GetObject("path"), text->get()) != 0) {
    return tl::unexpected(text ? take_python_error() : text.error());
  }
  return {};
}

}  // namespace

Result<Interpreter> Interpreter::start(const std::string& executable,
                                       const std::string& module_folder) {
  if (!std::filesystem::exists(executable)) {
    return fail(
        fmt::format("there is no {}; make the virtual environment first, or name another "
                    "python with --python",
                    executable));
  }
  if (auto started = initialize(executable); !started) {
    return tl::unexpected(started.error());
  }
  Interpreter interpreter;
  PyGC_Disable();
  if (auto added = add_to_path(module_folder); !added) {
    return tl::unexpected(added.error());
  }
  return interpreter;
}

Interpreter::~Interpreter() {
  if (is_running_) {
    Py_FinalizeEx();
  }
}

Result<void> check_modules(const std::vector<std::string>& modules) {
  auto environment = import_module("autopar_bench.environment");
  if (!environment) {
    return tl::unexpected(environment.error());
  }
  auto stranger = call_for_text(*environment, "find_stranger", modules);
  if (!stranger) {
    return tl::unexpected(stranger.error());
  }
  return stranger->empty() ? Result<void>() : fail(*stranger);
}

}  // namespace autopar::bench
