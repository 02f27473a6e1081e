#pragma once

#include <cstddef>
#include <cstdint>

// The boundary between the engine and libautopar_toolchain.so, which alone contains Clang and LLVM.
// Written in C's terms: no C++ type, exception or allocation crosses it. The fallback that runs a C
// compiler as a subprocess fills the same table (cc_compiler.hpp), so that users cannot tell them
// apart.
extern "C" {

enum { AUTOPAR_COMPILER_ABI_VERSION = 1 };
#define AUTOPAR_COMPILER_ENTRY "autopar_compiler_api"

// Bytes that the callee allocated; given back by release_bytes. {NULL, 0} is empty.
struct autopar_bytes {
  char* data;
  std::size_t size;
};

struct autopar_loaded_object;

// Every function may be called from any thread at any time.
struct autopar_compiler {
  std::int32_t abi_version;

  // Everything besides the text and the level on which an object depends: compiler, version,
  // target, CPU, its features, the flags. Lives as long as the library.
  const char* (*identity)();

  // Compiles C11 text that includes nothing, at -O0 to -O3. Returns 0 and the object's bytes, or
  // another value and the compiler's messages.
  std::int32_t (*compile)(const char* text, std::size_t text_size, std::int32_t optimization_level,
                          struct autopar_bytes* object, struct autopar_bytes* messages);

  // Makes an object of this compiler callable. Returns NULL and messages if it cannot.
  struct autopar_loaded_object* (*load)(const char* object, std::size_t object_size,
                                        struct autopar_bytes* messages);

  // The address of a function of the loaded object; NULL and messages if it has none of that name
  // or needs one that the process doesn't have.
  void* (*find_symbol)(struct autopar_loaded_object* object, const char* name,
                       struct autopar_bytes* messages);

  // Frees the code. None of its functions may be running or be called again.
  void (*unload)(struct autopar_loaded_object* object);

  void (*release_bytes)(struct autopar_bytes* bytes);
};

// The library's only exported symbol, under the name AUTOPAR_COMPILER_ENTRY.
using autopar_compiler_entry = const struct autopar_compiler* (*)();

}  // extern "C"
