// Calls of NumPy's inner loops.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cfenv>
#include <string>

#include "codegen/identifiers.hpp"
#include "codegen/operations.hpp"

namespace autopar::codegen {

std::string print_inner_loop_call(const typing::InnerLoop& loop,
                                  const std::vector<std::string>& operands) {
  const bool is_single = loop.type == typing::ValueType::NumpyFloat32;
  return fmt::format("{}call_{}_{}({}, {}, {})", is_single ? "(f64)" : "",
                     loop.argument_count == 1 ? "unary" : "binary", is_single ? "f32" : "f64",
                     Identifiers::inner_loop(loop), Identifiers::inner_loop_data(loop),
                     fmt::join(operands, ", "));
}

// Some loops clear the floating-point flags, and some raise them in the status of the old x87 unit,
// which nobody else looks at. So that of the vector unit gets what was there before the call, and
// what either has after it. The steps are those that NumPy itself gives for scalars: some loops
// take another way, with other zeros, where the operands look like arrays. In a function of its
// own, lest an operation be moved in between.
std::string_view inner_loop_prelude() {
  static const std::string text =
      fmt::format("#define WATCHED_FLAGS {}\n", FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW) +
      R"(typedef void inner_loop(char** operands, const i64* count, const i64* steps, void* data);
#if !defined(__x86_64__)
int fetestexcept(int flags);
int feraiseexcept(int flags);
#endif
static __attribute__((noinline)) void call_inner_loop(char* function, char* data, char** operands,
                                                      const i64* steps) {
  const i64 count = 1;
#if defined(__x86_64__)
  const u32 before = __builtin_ia32_stmxcsr();
  ((inner_loop*)function)(operands, &count, steps, data);
  u16 old_unit;
  __asm__ volatile("fnstsw %0" : "=a"(old_unit));
  const u32 after = __builtin_ia32_stmxcsr();
  const u32 all = after | ((before | old_unit) & WATCHED_FLAGS);
  if (all != after) __builtin_ia32_ldmxcsr(all);
#else
  const int before = fetestexcept(WATCHED_FLAGS);
  ((inner_loop*)function)(operands, &count, steps, data);
  if (before != 0) feraiseexcept(before);
#endif
}
#define INNER_LOOP_CALLS(real) \
  INLINE real call_unary_##real(char* function, char* data, real operand) { \
    real result; \
    char* operands[2] = {(char*)&operand, (char*)&result}; \
    const i64 steps[2] = {0, sizeof(real)}; \
    call_inner_loop(function, data, operands, steps); \
    return result; \
  } \
  INLINE real call_binary_##real(char* function, char* data, real first, real second) { \
    real result; \
    char* operands[3] = {(char*)&first, (char*)&second, (char*)&result}; \
    const i64 steps[3] = {0, 0, sizeof(real)}; \
    call_inner_loop(function, data, operands, steps); \
    return result; \
  }
INNER_LOOP_CALLS(f64)
INNER_LOOP_CALLS(f32)
)";
  return text;
}

}  // namespace autopar::codegen
