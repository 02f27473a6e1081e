#include "codegen/dialect.hpp"

#include <array>
#include <initializer_list>
#include <string>

namespace autopar::codegen {
namespace {

// How many values first, first + step, ... lie before stop, without leaving 64 bits on the way.
constexpr std::string_view kTripCount = R"(
INLINE i64 trip_count(i64 first, i64 stop, i64 step) {
  const u64 distance = step > 0 ? (u64)stop - (u64)first : (u64)first - (u64)stop;
  const u64 stride = step > 0 ? (u64)step : (u64)0 - (u64)step;
  const int is_empty = step > 0 ? stop <= first : stop >= first;
  const u64 count = is_empty ? 0 : (distance - 1) / stride + 1;
  return count > 0x7fffffffffffffffu ? (i64)0x7fffffffffffffff : (i64)count;
}
)";

// As C and CUDA C++ name them.
constexpr std::string_view kTypes = R"(
typedef long long i64;
typedef unsigned long long u64;
typedef double f64;
typedef float f32;
typedef signed char i8;
typedef unsigned char u8;
typedef short i16;
typedef unsigned short u16;
typedef int i32;
typedef unsigned int u32;
)";

constexpr std::string_view kC = R"(
#define GLOBAL
#define RESTRICT __restrict__
#define INLINE static inline
#ifdef __cplusplus
#define LIBRARY extern "C"
#else
#define LIBRARY
#endif
)";

constexpr std::string_view kCpu = R"(
typedef union { i64 integer; f64 real; char* data; } slot;
typedef void kernel_function(const void* frame, i64 begin, i64 end, int worker);
struct launcher {
  void* context;
  int (*parallel_for)(void* context, kernel_function* kernel, const void* frame, i64 trip_count);
  int (*poll)(void* context);
};
#define POLL_AT_TIMES(ticks) \
  if (++ticks >= 0x40000) { \
    ticks = 0; \
    const int status = launcher->poll(launcher->context); \
    if (status != 0) return status; \
  }
INLINE i64 later_type(i64 one, i64 other) { return one > other ? one : other; }
#if defined(__x86_64__)
#define FLOAT_REGISTER "+x"
#else
#define FLOAT_REGISTER "+m"
#endif
#define KEEP_STORES(array) __asm__ volatile("" : : "r"(array) : "memory")
INLINE f64 keep(f64 value) {
  __asm__ volatile("" : FLOAT_REGISTER(value));
  return value;
}
)";

constexpr std::string_view kCuda = R"(
#define GLOBAL
#define RESTRICT __restrict__
#define INLINE static __device__ inline
#define KERNEL(name) extern "C" __global__ void name
#define COORDINATE_0 x
#define COORDINATE_1 y
#define COORDINATE_2 z
#define PART_(variable, d) variable.COORDINATE_##d
#define PART(variable, d) ((i64)PART_(variable, d))
#define ITEM(d) (PART(blockIdx, d) * PART(blockDim, d) + PART(threadIdx, d))
#define ITEM_COUNT(d) (PART(gridDim, d) * PART(blockDim, d))
)";

constexpr std::string_view kOpencl = R"(
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF
typedef long i64;
typedef ulong u64;
typedef double f64;
typedef float f32;
typedef signed char i8;
typedef unsigned char u8;
typedef short i16;
typedef unsigned short u16;
typedef int i32;
typedef unsigned int u32;
#define GLOBAL __global
#define RESTRICT restrict
#define INLINE static inline
#define KERNEL(name) __kernel void name
#define ITEM(d) ((i64)get_global_id(d))
#define ITEM_COUNT(d) ((i64)get_global_size(d))
)";

constexpr std::string_view kStandIn = R"(
#define KERNEL(name) void name
#define ITEM(d) ((i64)0)
#define ITEM_COUNT(d) ((i64)1)
)";

// Each begins with a line break of the source, which is left out.
std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    text += part.substr(1);
  }
  return text.append(kTripCount);
}

}  // namespace

std::string_view prelude_of(Dialect dialect) {
  static const std::array<std::string, enumerator_count<Dialect>()> preludes = {
      join({kTypes, kC, kCpu}), join({kTypes, kCuda}), join({kOpencl}),
      join({kTypes, kC, kStandIn})};
  return preludes[static_cast<std::size_t>(dialect)];
}

}  // namespace autopar::codegen
