#include "toolchain/cc_compiler.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "toolchain/dynamic_library.hpp"
#include "toolchain/posix_file.hpp"
#include "toolchain/subprocess.hpp"

struct autopar_loaded_object {
  autopar::toolchain::DynamicLibrary library;
};

namespace autopar::toolchain {
namespace {

// The same promises as Clang's flags (clang_compiler.cpp) in gcc's spelling.
const std::vector<std::string> kFlags = {
    "-std=gnu11",           "-march=native",     "-ffp-contract=off", "-fwrapv",
    "-fno-strict-aliasing", "-fno-finite-loops", "-fno-builtin",      "-fPIC"};

std::vector<std::string> command(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"cc"};
  arguments.insert(arguments.end(), kFlags.begin(), kFlags.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

autopar_bytes copy_bytes(std::string_view source) {
  autopar_bytes bytes = {nullptr, 0};
  bytes.data = static_cast<char*>(std::malloc(source.empty() ? 1 : source.size()));
  if (bytes.data != nullptr) {
    std::memcpy(bytes.data, source.data(), source.size());
    bytes.size = source.size();
  }
  return bytes;
}

Result<std::string> run_cc(const std::vector<std::string>& more, const TemporaryFolder& folder) {
  Result<ProcessResult> result = run_process(command(more), folder.path() / "log");
  if (!result) {
    return tl::unexpected(result.error());
  }
  if (result->exit_status != 0) {
    return fail(result->output.empty() ? fmt::format("cc ended with {}", result->exit_status)
                                       : std::move(result->output));
  }
  return std::move(result->output);
}

Result<std::string> compile_text(std::string_view text, int optimization_level) {
  Result<TemporaryFolder> folder = TemporaryFolder::make();
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  const std::filesystem::path source = folder->path() / "kernel.c";
  const std::filesystem::path library = folder->path() / "kernel.so";
  return write_new_file(source, text)
      .and_then([&] {
        return run_cc({fmt::format("-O{}", optimization_level), "-shared", "-Wl,-Bsymbolic", "-o",
                       library.string(), source.string(), "-lm"},
                      *folder);
      })
      .and_then([&](const std::string&) { return read_file(library); });
}

// The dynamic linker knows libraries by name, so no name may ever return in one process.
std::string unique_library_name() {
  static std::atomic<unsigned> next = 0;
  return fmt::format("kernel_{}.so", next++);
}

Result<DynamicLibrary> load_library(std::string_view bytes) {
  Result<TemporaryFolder> folder = TemporaryFolder::make();
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  const std::filesystem::path path = folder->path() / unique_library_name();
  return write_new_file(path, bytes).and_then([&] { return DynamicLibrary::open(path); });
}

// Compiler, target and version as cc's predefined macros tell them.
Result<std::string> ask_identity() {
  Result<TemporaryFolder> folder = TemporaryFolder::make();
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  return run_cc({"-E", "-dM", "-x", "c", "/dev/null"}, *folder).map([](const std::string& macros) {
    return fmt::format("{}\n{}", fmt::join(command({}), " "), macros);
  });
}

const Result<std::string>& cached_identity() {
  static const Result<std::string> identity = ask_identity();
  return identity;
}

const char* identity() { return cached_identity()->c_str(); }

std::int32_t compile(const char* text, std::size_t text_size, std::int32_t optimization_level,
                     autopar_bytes* object, autopar_bytes* messages) {
  *object = {nullptr, 0};
  *messages = {nullptr, 0};
  const Result<std::string> bytes = compile_text({text, text_size}, optimization_level);
  if (!bytes) {
    *messages = copy_bytes(bytes.error().message);
    return 1;
  }
  *object = copy_bytes(*bytes);
  return object->data == nullptr ? 2 : 0;
}

autopar_loaded_object* load(const char* object, std::size_t object_size, autopar_bytes* messages) {
  *messages = {nullptr, 0};
  Result<DynamicLibrary> library = load_library({object, object_size});
  if (!library) {
    *messages = copy_bytes(library.error().message);
    return nullptr;
  }
  return std::make_unique<autopar_loaded_object>(autopar_loaded_object{std::move(*library)})
      .release();
}

void* find_symbol(autopar_loaded_object* object, const char* name, autopar_bytes* messages) {
  *messages = {nullptr, 0};
  return object->library.find_address(name);
}

void unload(autopar_loaded_object* object) {
  const std::unique_ptr<autopar_loaded_object> owned(object);
}

void release_bytes(autopar_bytes* bytes) {
  std::free(bytes->data);
  *bytes = {nullptr, 0};
}

constexpr autopar_compiler kCompiler = {
    AUTOPAR_COMPILER_ABI_VERSION, identity, compile, load, find_symbol, unload, release_bytes};

}  // namespace

Result<const autopar_compiler*> open_cc_compiler() {
  return cached_identity().map([](const std::string&) { return &kCompiler; });
}

}  // namespace autopar::toolchain
