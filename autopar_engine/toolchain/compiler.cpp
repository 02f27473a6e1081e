#include "toolchain/compiler.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "toolchain/cc_compiler.hpp"
#include "toolchain/clang_library.hpp"

namespace autopar::toolchain {
namespace {

// Bytes that a compiler allocated, given back to it.
class OwnedBytes {
 public:
  explicit OwnedBytes(const autopar_compiler& compiler) : compiler_(compiler) {}
  OwnedBytes(const OwnedBytes&) = delete;
  OwnedBytes& operator=(const OwnedBytes&) = delete;
  ~OwnedBytes() { compiler_.release_bytes(&bytes_); }

  [[nodiscard]] autopar_bytes* out() { return &bytes_; }
  [[nodiscard]] std::string_view view() const { return {bytes_.data, bytes_.size}; }

 private:
  const autopar_compiler& compiler_;
  autopar_bytes bytes_ = {nullptr, 0};
};

// The first line that speaks of an error, or else the first line.
std::string first_message(std::string_view messages) {
  const auto error = messages.find("error:");
  const auto before = error == std::string_view::npos ? error : messages.rfind('\n', error);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  return std::string(messages.substr(begin, messages.find('\n', begin) - begin));
}

Result<LoadedKernel> load(const autopar_compiler& compiler, std::string_view object) {
  OwnedBytes messages(compiler);
  autopar_loaded_object* loaded = compiler.load(object.data(), object.size(), messages.out());
  if (loaded == nullptr) {
    return fail(fmt::format("cannot load a compiled kernel: {}", first_message(messages.view())));
  }
  return LoadedKernel(compiler, loaded);
}

struct Opened {
  Backend backend;
  const autopar_compiler* compiler;
};

Result<Opened> open_backend(Backend backend) {
  const auto compiler = backend == Backend::Clang ? open_clang_library() : open_cc_compiler();
  return compiler.map([&](const autopar_compiler* table) { return Opened{backend, table}; });
}

Result<Opened> open_any() {
  Result<Opened> clang = open_backend(Backend::Clang);
  return clang ? clang : open_backend(Backend::Cc);
}

std::int64_t nanoseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() -
                                                              start)
      .count();
}

}  // namespace

std::string_view name_of(Backend backend) { return backend == Backend::Clang ? "clang" : "cc"; }

LoadedKernel::LoadedKernel(const autopar_compiler& compiler, autopar_loaded_object* object)
    : compiler_(&compiler), object_(object) {}

LoadedKernel::LoadedKernel(LoadedKernel&& other) noexcept
    : report(other.report),
      compiler_(other.compiler_),
      object_(std::exchange(other.object_, nullptr)) {}

LoadedKernel& LoadedKernel::operator=(LoadedKernel&& other) noexcept {
  std::swap(report, other.report);
  std::swap(compiler_, other.compiler_);
  std::swap(object_, other.object_);
  return *this;
}

LoadedKernel::~LoadedKernel() {
  if (object_ != nullptr) {
    compiler_->unload(object_);
  }
}

Result<void*> LoadedKernel::find_address(const std::string& name) const {
  OwnedBytes messages(*compiler_);
  void* address = compiler_->find_symbol(object_, name.c_str(), messages.out());
  if (address == nullptr) {
    return fail(fmt::format("no function {} in a compiled kernel: {}", name,
                            first_message(messages.view())));
  }
  return address;
}

Result<Compiler> Compiler::open(const CompilerSettings& settings) {
  const Result<Opened> opened = settings.backend ? open_backend(*settings.backend) : open_any();
  if (!opened) {
    return tl::unexpected(opened.error());
  }
  Compiler compiler(opened->backend, *opened->compiler);
  if (settings.cache_folder) {
    Result<ObjectCache> cache = ObjectCache::open(*settings.cache_folder);
    if (cache) {
      compiler.cache_ = std::move(*cache);
    } else {
      compiler.cache_error_ = cache.error();
    }
  }
  return compiler;
}

ObjectKey Compiler::key_of(std::string_view text, int optimization_level) const {
  return {
      fmt::format("autopar {} -O{} {}", AUTOPAR_VERSION, optimization_level, compiler_->identity()),
      std::string(text)};
}

std::optional<LoadedKernel> Compiler::load_from_cache(const ObjectKey& key) const {
  const std::optional<std::string> object = cache_ ? cache_->find(key) : std::nullopt;
  if (!object) {
    return std::nullopt;
  }
  Result<LoadedKernel> kernel = load(*compiler_, *object);
  if (!kernel) {
    return std::nullopt;
  }
  return std::move(*kernel);
}

Result<LoadedKernel> Compiler::compile_and_load(const ObjectKey& key,
                                                int optimization_level) const {
  OwnedBytes object(*compiler_);
  OwnedBytes messages(*compiler_);
  if (compiler_->compile(key.text.data(), key.text.size(), optimization_level, object.out(),
                         messages.out()) != 0) {
    return fail(fmt::format("{} does not compile a kernel: {}", name_of(backend_),
                            first_message(messages.view())));
  }
  if (cache_) {
    static_cast<void>(cache_->store(key, object.view()));
  }
  return load(*compiler_, object.view());
}

Result<LoadedKernel> Compiler::build(std::string_view text, int optimization_level) const {
  const auto start = std::chrono::steady_clock::now();
  const ObjectKey key = key_of(text, optimization_level);
  std::optional<LoadedKernel> cached = load_from_cache(key);
  const bool is_from_cache = cached.has_value();
  Result<LoadedKernel> kernel =
      cached ? Result<LoadedKernel>(std::move(*cached)) : compile_and_load(key, optimization_level);
  if (kernel) {
    kernel->report = {backend_, is_from_cache, nanoseconds_since(start)};
  }
  return kernel;
}

}  // namespace autopar::toolchain
