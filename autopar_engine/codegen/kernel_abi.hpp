#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loop_ir/argument_facts.hpp"
#include "typing/infer_types.hpp"
#include "typing/numpy_functions.hpp"

// The boundary between compiled regions and those who run them. Both sides take it from here.
namespace autopar::codegen {

// Everything that a region reads and leaves behind lies in one array of slots, its frame.
union FrameSlot {
  std::int64_t integer;
  double real;
  void* data;
};
static_assert(sizeof(FrameSlot) == 8);

// The type slot of a scalar holds a typing::ValueType, or this: it has no value here.
inline constexpr std::int64_t kNoValue = -1;

// data: address of the element with all indices zero. Then rank extents in elements and rank
// strides in bytes, dimension 0 first.
struct ArrayField {
  loop_ir::NameId name_id;
  std::uint32_t rank = 0;
  std::uint32_t data_slot = 0;
  // Of a list whose elements are ints or floats: the address of one byte for each element, its
  // typing::ValueType, in the order in which the elements lie. The elements are doubles then.
  std::optional<std::uint32_t> types_slot = std::nullopt;
  // Of an array that the nest makes: the address of copies of it, one for each worker of a loop
  // that makes it; then copy_stride_slot() and copy_bytes_slot(). Of no meaning where no parallel
  // loop makes it.
  std::optional<std::uint32_t> copies_slot = std::nullopt;

  [[nodiscard]] std::uint32_t extent_slot(std::uint32_t dimension) const {
    return data_slot + 1 + dimension;
  }
  [[nodiscard]] std::uint32_t stride_slot(std::uint32_t dimension) const {
    return data_slot + 1 + rank + dimension;
  }
  // How many bytes lie from one copy to the next.
  [[nodiscard]] std::uint32_t copy_stride_slot() const { return copies_slot.value() + 1; }
  // The bytes of each copy.
  [[nodiscard]] std::uint32_t copy_bytes_slot() const { return copies_slot.value() + 2; }
};

// A scalar of the nest, loop indices included. On entry the slots hold the value and the type that
// the name has (kNoValue where it has none, or where the nest never reads it first). On return,
// where is_output, they hold what the region bound the name to; type kNoValue means that it did not
// bind it. The value slot of a complex number holds its real part.
struct ScalarField {
  loop_ir::NameId name_id;
  typing::Representation representation = typing::Representation::Int64;
  bool is_output = false;
  std::uint32_t value_slot = 0;

  [[nodiscard]] std::uint32_t type_slot() const { return value_slot + 1; }
  // Of a complex number.
  [[nodiscard]] std::uint32_t imaginary_slot() const { return value_slot + 2; }
  [[nodiscard]] std::uint32_t slot_count() const {
    return representation == typing::Representation::Complex ? 3 : 2;
  }
};

// One of NumPy's inner loops, which the caller of the region finds: the address of the function
// (PyUFuncGenericFunction), and what it is to be given as its last argument. It may be called on
// any thread.
struct InnerLoopField {
  typing::InnerLoop loop;
  std::uint32_t function_slot = 0;

  [[nodiscard]] std::uint32_t data_slot() const { return function_slot + 1; }
};

struct FrameLayout {
  // Both in order of name ids.
  std::vector<ArrayField> arrays;
  std::vector<ScalarField> scalars;
  // In order.
  std::vector<InnerLoopField> inner_loops;
  // Holds an integer: 0, and something else once a check failed in some kernel.
  std::uint32_t failure_slot = 0;
  // While a parallel loop runs that leaves names which some of its iterations bind: the address of
  // a lock and, for each of these names, of the first iteration of the range that bound it last.
  std::uint32_t latest_slot = 0;
  // Of a region that adds up floats in parts: where the sums of the parts of one launch go. Behind
  // it stands the number of the first of them.
  std::optional<std::uint32_t> parts_slot;
  std::uint32_t slot_count = 0;

  // Null for a name that the nest does not use.
  [[nodiscard]] const ArrayField* find_array(loop_ir::NameId name_id) const;
  [[nodiscard]] const ScalarField* find_scalar(loop_ir::NameId name_id) const;
};

// The one place that says what lies where. Outputs are the names that the nest writes and that may
// be read after it.
[[nodiscard]] FrameLayout make_frame_layout(const loop_ir::LoopNest& nest,
                                            const typing::NestTypes& types);

// Holds for the ints that every double operation sees unrounded: up to 2^53 in magnitude.
[[nodiscard]] bool is_exact_as_double(std::int64_t value);

// A frame for a call with these arguments, without NumPy's inner loops. Nothing if an int among
// them has to be held as a double (a name that is an int now and a float later) and does not fit
// one exactly: the region must not run then.
[[nodiscard]] std::optional<std::vector<FrameSlot>> fill_frame(const FrameLayout& layout,
                                                               const loop_ir::ArgumentFacts& facts);

// Iterations [begin, end) of one parallel loop, counted 0 .. trip count - 1 whatever its start and
// step, or parts [begin, end) of those of a sum that one launch computes. Calls for disjoint ranges
// may run at the same time on one frame; the ranges of all calls together are the whole loop.
// worker: which copies of arrays that the loop makes are the call's own; calls at the same time
// have different ones. The call that has the last iteration stores the scalars that the loop leaves
// behind, but for those that not every iteration binds: of them, the last range that does; and
// its copies of those arrays. A call that meets a case which only CPython handles stops and sets
// the frame's failure slot, and calls that find it set do nothing.
using KernelFunction = void(const void* frame, std::int64_t begin, std::int64_t end,
                            std::int32_t worker);

// How a region runs its parallel loops. parallel_for returns when all iterations are done, or not 0
// if it gave up (kCheckFailed may be among its reasons): the region then returns that value at once
// and leaves its outputs undefined.
struct Launcher {
  void* context;
  std::int32_t (*parallel_for)(void* context, KernelFunction* kernel, const void* frame,
                               std::int64_t trip_count);
  // Called now and then by what runs outside of parallel loops; not 0 as above.
  std::int32_t (*poll)(void* context);
};

// What a region returns when a check failed: some cells of the arrays that it writes, and only of
// these, have values that mean nothing.
inline constexpr std::int32_t kCheckFailed = 2;

// The whole nest. Returns 0, kCheckFailed, or what its launcher gave up with. One frame serves one
// call at a time.
using RegionFunction = std::int32_t(void* frame, const Launcher* launcher);

inline constexpr const char* kRegionName = "autopar_region";

// The function of the number-th parallel loop in source order, counted from 0.
[[nodiscard]] std::string kernel_name(std::uint32_t number);

}  // namespace autopar::codegen
