// The one translation unit that sees the headers of Clang and LLVM.
#include <clang/Basic/Version.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/TargetParser/Host.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "toolchain/compiler_abi.hpp"

struct autopar_loaded_object {
  llvm::orc::JITDylib& dylib;
};

namespace {

constexpr const char* kFileName = "kernel.c";

// Never a re-association, a contraction, or a rewritten library call; overflow of ints wraps; no
// type-based aliasing; a loop without effects may still run for ever.
constexpr const char* kSemanticFlags[] = {"-ffp-contract=off", "-fwrapv", "-relaxed-aliasing",
                                          "-fno-finite-loops", "-fno-builtin"};

std::vector<std::string> host_feature_flags() {
  std::vector<std::string> enabled;
  std::vector<std::string> disabled;
  for (const auto& feature : llvm::sys::getHostCPUFeatures()) {
    (feature.getValue() ? enabled : disabled)
        .push_back((feature.getValue() ? "+" : "-") + feature.getKey().str());
  }
  enabled.insert(enabled.end(), disabled.begin(), disabled.end());
  std::sort(enabled.begin(), enabled.end());
  return enabled;
}

bool has_512_bit_vectors(const std::vector<std::string>& features) {
  return std::find(features.begin(), features.end(), "+avx512f") != features.end();
}

// The flags of Clang's cc1, less the level and the file.
std::vector<std::string> make_flags() {
  std::vector<std::string> flags = {"-triple", llvm::sys::getProcessTriple(), "-target-cpu",
                                    llvm::sys::getHostCPUName().str()};
  const std::vector<std::string> features = host_feature_flags();
  for (const std::string& feature : features) {
    flags.insert(flags.end(), {"-target-feature", feature});
  }
  if (has_512_bit_vectors(features)) {
    flags.emplace_back("-mprefer-vector-width=512");
  }
  flags.insert(flags.end(), std::begin(kSemanticFlags), std::end(kSemanticFlags));
  for (const char* flag :
       {"-emit-obj", "-std=gnu11", "-x", "c", "-mrelocation-model", "pic", "-pic-level", "2",
        "-mframe-pointer=none", "-nostdsysteminc", "-nobuiltininc", "-vectorize-loops",
        "-vectorize-slp", "-main-file-name", kFileName}) {
    flags.emplace_back(flag);
  }
  return flags;
}

// What every compilation of the process shares. Never destroyed: code that it loaded may run until
// the very end of the process.
struct Host {
  std::vector<std::string> flags;
  std::string identity;
  std::unique_ptr<llvm::orc::LLJIT> jit;
  std::string jit_error;
  std::atomic<unsigned> next_dylib = 0;
};

Host* make_host() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
  auto host = std::make_unique<Host>();
  host->flags = make_flags();
  host->identity = clang::getClangFullVersion();
  for (const std::string& flag : host->flags) {
    host->identity += " " + flag;
  }
  auto jit = llvm::orc::LLJITBuilder()
                 .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                 .setLinkProcessSymbolsByDefault(true)
                 .create();
  if (jit) {
    host->jit = std::move(*jit);
    host->jit->getExecutionSession().setErrorReporter(
        [](llvm::Error error) { llvm::consumeError(std::move(error)); });
  } else {
    host->jit_error = llvm::toString(jit.takeError());
  }
  return host.release();
}

Host& host() {
  static Host& instance = *make_host();
  return instance;
}

autopar_bytes copy_bytes(llvm::StringRef source) {
  autopar_bytes bytes = {nullptr, 0};
  bytes.data = static_cast<char*>(std::malloc(source.empty() ? 1 : source.size()));
  if (bytes.data != nullptr) {
    std::memcpy(bytes.data, source.data(), source.size());
    bytes.size = source.size();
  }
  return bytes;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system_of(llvm::StringRef text) {
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  files->addFile(kFileName, 0, llvm::MemoryBuffer::getMemBufferCopy(text, kFileName));
  return files;
}

bool set_up(clang::CompilerInstance& instance, int level, llvm::raw_ostream& messages) {
  const std::string level_flag = "-O" + std::to_string(level);
  std::vector<const char*> arguments;
  for (const std::string& flag : host().flags) {
    arguments.push_back(flag.c_str());
  }
  arguments.insert(arguments.end(), {level_flag.c_str(), kFileName});
  instance.createDiagnostics(
      new clang::TextDiagnosticPrinter(messages, &instance.getDiagnosticOpts()), true);
  return clang::CompilerInvocation::CreateFromArgs(instance.getInvocation(), arguments,
                                                   instance.getDiagnostics());
}

bool run_clang(llvm::StringRef text, int level, llvm::SmallVectorImpl<char>& object,
               llvm::raw_ostream& messages) {
  clang::CompilerInstance instance;
  instance.setVerboseOutputStream(messages);
  if (!set_up(instance, level, messages)) {
    return false;
  }
  instance.createFileManager(file_system_of(text));
  instance.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
  llvm::LLVMContext context;
  clang::EmitObjAction action(&context);
  return instance.ExecuteAction(action) && !instance.getDiagnostics().hasErrorOccurred();
}

const char* identity() { return host().identity.c_str(); }

std::int32_t compile(const char* text, std::size_t text_size, std::int32_t optimization_level,
                     autopar_bytes* object, autopar_bytes* messages) {
  *object = {nullptr, 0};
  *messages = {nullptr, 0};
  llvm::SmallVector<char, 0> object_bytes;
  std::string message_text;
  llvm::raw_string_ostream message_stream(message_text);
  const bool compiled =
      run_clang({text, text_size}, optimization_level, object_bytes, message_stream);
  if (!compiled) {
    *messages = copy_bytes(message_stream.str());
    return 1;
  }
  *object = copy_bytes({object_bytes.data(), object_bytes.size()});
  return object->data == nullptr ? 2 : 0;
}

llvm::Error add_object(llvm::orc::LLJIT& jit, llvm::orc::JITDylib& dylib, llvm::StringRef bytes) {
  return jit.addObjectFile(dylib, llvm::MemoryBuffer::getMemBufferCopy(bytes, dylib.getName()));
}

autopar_loaded_object* load(const char* object, std::size_t object_size, autopar_bytes* messages) {
  *messages = {nullptr, 0};
  if (!host().jit) {
    *messages = copy_bytes(host().jit_error);
    return nullptr;
  }
  auto dylib = host().jit->createJITDylib("kernel_" + std::to_string(host().next_dylib++));
  if (!dylib) {
    *messages = copy_bytes(llvm::toString(dylib.takeError()));
    return nullptr;
  }
  if (llvm::Error error = add_object(*host().jit, *dylib, {object, object_size})) {
    *messages = copy_bytes(llvm::toString(std::move(error)));
    llvm::consumeError(host().jit->getExecutionSession().removeJITDylib(*dylib));
    return nullptr;
  }
  return std::make_unique<autopar_loaded_object>(autopar_loaded_object{*dylib}).release();
}

void* find_symbol(autopar_loaded_object* object, const char* name, autopar_bytes* messages) {
  *messages = {nullptr, 0};
  auto address = host().jit->lookup(object->dylib, name);
  if (!address) {
    *messages = copy_bytes(llvm::toString(address.takeError()));
    return nullptr;
  }
  return address->toPtr<void*>();
}

void unload(autopar_loaded_object* object) {
  const std::unique_ptr<autopar_loaded_object> owned(object);
  llvm::consumeError(host().jit->getExecutionSession().removeJITDylib(owned->dylib));
}

void release_bytes(autopar_bytes* bytes) {
  std::free(bytes->data);
  *bytes = {nullptr, 0};
}

constexpr autopar_compiler kCompiler = {
    AUTOPAR_COMPILER_ABI_VERSION, identity, compile, load, find_symbol, unload, release_bytes};

}  // namespace

extern "C" __attribute__((visibility("default"))) const autopar_compiler* autopar_compiler_api() {
  return &kCompiler;
}
