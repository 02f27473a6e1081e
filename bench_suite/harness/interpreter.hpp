#pragma once

#include <string>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::bench {

// The CPython of a virtual environment inside this process, from construction to destruction.
// Neither PYTHON* variables nor user site-packages count. Its garbage collector is off, so that no
// collection falls into a timed call.
class Interpreter {
 public:
  // executable is the python of the environment, of the version that this program is linked with;
  // module_folder is put on sys.path.
  static Result<Interpreter> start(const std::string& executable, const std::string& module_folder);

  Interpreter(Interpreter&& other) noexcept : is_running_(other.is_running_) {
    other.is_running_ = false;
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  Interpreter& operator=(Interpreter&&) = delete;
  ~Interpreter();

 private:
  Interpreter() = default;

  bool is_running_ = true;
};

// Fails with one sentence unless `import` finds each module in the virtual environment.
Result<void> check_modules(const std::vector<std::string>& modules);

}  // namespace autopar::bench
