#include "codegen/openmp_program.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>
#include <vector>

#include "codegen/frame_access.hpp"
#include "codegen/identifiers.hpp"
#include "codegen/operations.hpp"
#include "codegen/source_text.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::LoopNest;
using loop_ir::NameId;

constexpr std::string_view kHead = R"(/*
 * {}: the loop of line {}, as compiled for one call.
 *
 *   g++ -O3 -fopenmp -fwrapv -fno-strict-aliasing -ffp-contract=off -fno-builtin -shared -fPIC FILE
 *
 * An array is the address of its element [0, 0, ...], its extents in elements and its strides in
 * bytes. What the loop leaves in a name is stored behind `last_`, and its type behind `type_`, as
 * the number of one of these:{}
 * or {} if the loop did not bind it. So are the types of a list's elements, a byte each, where they
 * are ints and floats, all of them as doubles. A complex number is a struct of two doubles. A
 * function of NumPy is the address of its inner loop for that type of float, and what NumPy gives
 * to it as data.
 *
 * Returns 0. Returns {} where only Python knows what happens (an index out of range, a division by
 * zero, an int beyond 64 bits, ...): the cells that the loop writes mean nothing then.{}
 *
 * Requires what was proved for that call: the same types and layouts, ints of the same values, and
 * that no array which the loop writes overlaps another one.
 */
)";

// Of a loop that makes arrays.
constexpr std::string_view kNewArrays = R"( Returns
 * {} where there is no memory for an array of each thread.
 *
 * An array that the loop makes is one of the caller's, its elements one behind the other.)";

constexpr int kNoMemory = 3;
static_assert(kNoMemory != kCheckFailed);

constexpr std::string_view kWorkers = R"(
#ifdef _OPENMP
#include <omp.h>
#define WORKER_COUNT omp_get_max_threads()
#define WORKER omp_get_thread_num()
#else
#define WORKER_COUNT 1
#define WORKER 0
#endif
)";

// Enough parts for the cores of any machine, and few enough that starting one costs nothing.
constexpr std::string_view kThreads = R"(
static int run_on_threads(void* context, kernel_function* kernel, const void* frame,
                          i64 trip_count) {
  const i64 parts = trip_count < 256 ? trip_count : 256;
  (void)context;
#pragma omp parallel for schedule(static)
  for (i64 part = 0; part < parts; ++part) {
    const i64 size = trip_count / parts;
    const i64 longer = trip_count % parts;
    const i64 begin = part * size + (part < longer ? part : longer);
    kernel(frame, begin, begin + size + (part < longer ? 1 : 0), WORKER);
  }
  return ((const slot*)frame)[FAILURE_SLOT].integer != 0 ? CHECK_FAILED : 0;
}

static int go_on(void* context) {
  (void)context;
  return 0;
}

#ifdef __cplusplus
extern "C"
#endif
)";

// Some in each line of the comment.
std::string type_numbers() {
  constexpr int kInLine = 5;
  std::string text;
  for (const auto type : all_of<typing::ValueType>()) {
    const int number = static_cast<int>(type);
    text += fmt::format("{} {} {},", number % kInLine == 0 ? "\n *  " : "", number, name_of(type));
  }
  return text;
}

class Program {
 public:
  // privatized: arrays of which each worker has a copy.
  Program(const LoopNest& nest, const FrameLayout& layout, const ArgumentFacts& facts,
          std::vector<const ArrayField*> privatized)
      : layout_(layout), facts_(facts), ids_{nest}, privatized_(std::move(privatized)) {}

  void print_function(std::string_view function_name, SourceText& out) {
    declare_parameters();
    out.open("int {}({})", function_name, fmt::join(parameters_, ", "));
    out.line("struct launcher launcher = {{0, run_on_threads, go_on}};");
    out.line("slot frame[{}];", layout_.slot_count);
    fill_slots(out);
    if (privatized_.empty()) {
      out.line("const int status = autopar_region(frame, &launcher);");
    } else {
      print_call_with_copies(out);
    }
    out.open("if (status == 0)");
    for (const ScalarField& field : layout_.scalars) {
      if (field.is_output) {
        out.line("*last_{} = {};", ids_.scalar(field.name_id), FrameAccess::value_text(field));
        out.line("*type_{} = frame[{}].integer;", ids_.scalar(field.name_id), field.type_slot());
      }
    }
    out.close();
    out.line("return status;");
    out.close();
  }

 private:
  bool is_input(const ScalarField& field) const { return facts_.arguments.contains(field.name_id); }

  void declare_parameters() {
    for (const ArrayField& field : layout_.arrays) {
      const std::string name = ids_.array(field.name_id);
      parameters_.push_back(fmt::format("char* {}", name));
      parameters_.push_back(fmt::format("const i64* extents_{}", name));
      parameters_.push_back(fmt::format("const i64* strides_{}", name));
      if (field.types_slot) {
        parameters_.push_back(fmt::format("char* {}", ids_.element_types(field.name_id)));
      }
    }
    for (const ScalarField& field : layout_.scalars) {
      if (is_input(field)) {
        parameters_.push_back(
            fmt::format("{} {}", c_type_of(field.representation), ids_.scalar(field.name_id)));
      }
    }
    for (const InnerLoopField& field : layout_.inner_loops) {
      parameters_.push_back(fmt::format("char* {}", Identifiers::inner_loop(field.loop)));
      parameters_.push_back(fmt::format("char* {}", Identifiers::inner_loop_data(field.loop)));
    }
    for (const ScalarField& field : layout_.scalars) {
      if (field.is_output) {
        const std::string name = ids_.scalar(field.name_id);
        parameters_.push_back(fmt::format("{}* last_{}", c_type_of(field.representation), name));
        parameters_.push_back(fmt::format("i64* type_{}", name));
      }
    }
  }

  void fill_slots(SourceText& out) const {
    for (const ArrayField& field : layout_.arrays) {
      const std::string name = ids_.array(field.name_id);
      out.line("frame[{}].data = {};", field.data_slot, name);
      if (field.types_slot) {
        out.line("frame[{}].data = {};", *field.types_slot, ids_.element_types(field.name_id));
      }
      for (std::uint32_t dimension = 0; dimension < field.rank; ++dimension) {
        out.line("frame[{}].integer = extents_{}[{}];", field.extent_slot(dimension), name,
                 dimension);
        out.line("frame[{}].integer = strides_{}[{}];", field.stride_slot(dimension), name,
                 dimension);
      }
    }
    for (const InnerLoopField& field : layout_.inner_loops) {
      out.line("frame[{}].data = {};", field.function_slot, Identifiers::inner_loop(field.loop));
      out.line("frame[{}].data = {};", field.data_slot(), Identifiers::inner_loop_data(field.loop));
    }
    const auto filled = fill_frame(layout_, facts_);
    for (const ScalarField& field : layout_.scalars) {
      if (is_input(field)) {
        FrameAccess::store_value(out, field, ids_.scalar(field.name_id));
      } else {
        out.line("frame[{}].integer = 0;", field.value_slot);
        if (field.representation == typing::Representation::Complex) {
          out.line("frame[{}].integer = 0;", field.imaginary_slot());
        }
      }
      out.line("frame[{}].integer = {};", field.type_slot(),
               filled ? (*filled)[field.type_slot()].integer : kNoValue);
    }
    out.line("frame[{}].integer = 0;", layout_.failure_slot);
  }

  void print_call_with_copies(SourceText& out) const {
    out.line("const int worker_count = WORKER_COUNT;");
    out.line("int status = 0;");
    for (const ArrayField* field : privatized_) {
      const std::string bytes = fmt::format("bytes_{}", ids_.array(field->name_id));
      out.line("i64 {} = {};", bytes,
               loop_ir::size_bytes(facts_.find_array(field->name_id)->data_type));
      for (std::uint32_t dimension = 0; dimension < field->rank; ++dimension) {
        out.line("{} *= frame[{}].integer;", bytes, field->extent_slot(dimension));
      }
      const std::uint32_t slot = field->copies_slot.value();
      out.line("frame[{}].data = (char*)malloc((size_t)worker_count * (size_t){} + 1);", slot,
               bytes);
      out.line("if (frame[{}].data == 0) status = {};", slot, kNoMemory);
      out.line("frame[{}].integer = {};", field->copy_stride_slot(), bytes);
      out.line("frame[{}].integer = {};", field->copy_bytes_slot(), bytes);
    }
    out.line("if (status == 0) status = autopar_region(frame, &launcher);");
    for (const ArrayField* field : privatized_) {
      out.line("free(frame[{}].data);", field->copies_slot.value());
    }
  }

  const FrameLayout& layout_;
  const ArgumentFacts& facts_;
  Identifiers ids_;
  std::vector<const ArrayField*> privatized_;
  std::vector<std::string> parameters_;
};

// Those whose copies the text reads.
std::vector<const ArrayField*> find_privatized(const FrameLayout& layout,
                                               std::string_view region_text) {
  std::vector<const ArrayField*> arrays;
  for (const ArrayField& field : layout.arrays) {
    const bool has_copies =
        field.copies_slot &&
        region_text.find(fmt::format("frame[{}].data + worker", *field.copies_slot)) !=
            std::string_view::npos;
    if (has_copies) {
      arrays.push_back(&field);
    }
  }
  return arrays;
}

}  // namespace

std::string print_openmp_program(const LoopNest& nest, std::string_view region_text,
                                 const FrameLayout& layout, const ArgumentFacts& facts,
                                 std::string_view function_name) {
  SourceText out;
  auto privatized = find_privatized(layout, region_text);
  const bool has_copies = !privatized.empty();
  out.append(fmt::format(kHead, function_name, nest.loops[LoopNest::root()].range.begin.line,
                         type_numbers(), kNoValue, kCheckFailed,
                         has_copies ? fmt::format(kNewArrays, kNoMemory) : ""));
  out.append(region_text);
  out.line("#define FAILURE_SLOT {}", layout.failure_slot);
  out.line("#define CHECK_FAILED {}", kCheckFailed);
  if (has_copies) {
    out.line("#include <stdlib.h>");
    out.append(kWorkers);
  } else {
    out.line("#define WORKER 0");
  }
  out.append(kThreads);
  Program(nest, layout, facts, std::move(privatized)).print_function(function_name, out);
  return out.take();
}

}  // namespace autopar::codegen
