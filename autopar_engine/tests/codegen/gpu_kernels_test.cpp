#include "codegen/gpu_kernels.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <complex>
#include <cstring>
#include <functional>
#include <map>

#include "tests/codegen/call.hpp"
#include "tests/codegen/programs.hpp"
#include "tests/frontend/lowering_support.hpp"
#include "toolchain/compiler.hpp"
#include "toolchain/nvrtc.hpp"
#include "toolchain/opencl.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::LoopNest;

GpuSource print(const LoopNest& nest, const Call& call, Dialect dialect) {
  const auto schedule = schedule_for(nest, {"i", "j"}, schedule::Target::Gpu);
  auto source =
      print_gpu_kernels(nest, types_of(nest, call), schedule, call.specialization(), dialect);
  EXPECT_TRUE(source) << describe(source.error());
  return std::move(*source);
}

const ArrayField& field_of(const GpuSource& source, const KernelParameter& parameter) {
  for (const ArrayField& field : source.layout.arrays) {
    if (field.data_slot == parameter.slot) {
      return field;
    }
  }
  throw std::out_of_range("no array in this slot");
}

// In bytes.
std::int64_t origin_of(Call& call, const ArrayField& field) {
  return static_cast<std::int64_t>(
      call.facts().find_array(field.name_id)->address -
      reinterpret_cast<std::uintptr_t>(call.buffer_of(field.name_id).data()));
}

// How the tests launch one kernel of a source on the arrays of a call.
using Launch = std::function<void(const GpuKernel&, const std::vector<FrameSlot>&)>;

// The host's part: time steps around kernels, where the program has steps.
void run_all(const GpuSource& source, const Call& call, std::int64_t steps, const Launch& launch) {
  const auto frame = fill_frame(source.layout, call.facts());
  ASSERT_TRUE(frame);
  for (std::int64_t step = 0; step < steps; ++step) {
    for (const GpuKernel& kernel : source.kernels) {
      launch(kernel, *frame);
    }
  }
}

struct Program {
  LoopNest nest;
  std::function<Call(const LoopNest&, const Size&, const std::string&)> call;
  std::function<void(Call&)> run;
};

std::map<std::string, Program> programs() {
  const auto saxpy_of = [](const LoopNest& nest, const Size& size, const std::string& order) {
    return saxpy_call(nest, size.n, order);
  };
  return {
      {"saxpy", {saxpy(), saxpy_of, run_saxpy}},
      {"gemm", {gemm(), gemm_call, run_gemm}},
      {"gemm_with_accumulator",
       {gemm_with_accumulator(), gemm_call, [](Call& call) { run_gemm_with_accumulator(call); }}},
      {"jacobi_2d", {jacobi_2d(), jacobi_2d_call, run_jacobi_2d}}};
}

// p is also the number of time steps of jacobi_2d.
constexpr Size kSizes[] = {{0, 0, 0}, {1, 1, 1}, {3, 2, 2}, {17, 5, 3}, {20, 33, 4}};

std::int64_t steps_of(const std::string& program, const Size& size) {
  return program == "jacobi_2d" ? size.p : 1;
}

// Plain C functions that take the parameters of each kernel as slots.
std::string with_entries(const GpuSource& source) {
  std::string text = source.text + "typedef union { i64 integer; f64 real; char* data; } slot;\n";
  for (const GpuKernel& kernel : source.kernels) {
    std::string arguments;
    for (std::size_t at = 0; at < kernel.parameters.size(); ++at) {
      const ParameterKind kind = kernel.parameters[at].kind;
      arguments += fmt::format("{}slots[{}].{}", at == 0 ? "" : ", ", at,
                               kind == ParameterKind::Data   ? "data"
                               : kind == ParameterKind::Real ? "real"
                                                             : "integer");
    }
    text +=
        fmt::format("void enter_{0}(const slot* slots) {{ {0}({1}); }}\n", kernel.name, arguments);
  }
  return text;
}

void enter(const toolchain::LoadedKernel& compiled, const GpuSource& source, Call& call,
           const GpuKernel& kernel, const std::vector<FrameSlot>& frame) {
  std::vector<FrameSlot> slots;
  for (const KernelParameter& parameter : kernel.parameters) {
    FrameSlot slot = frame[parameter.slot];
    if (parameter.kind == ParameterKind::Data) {
      slot.data = call.buffer_of(field_of(source, parameter).name_id).data();
    } else if (parameter.kind == ParameterKind::Origin) {
      slot.integer = origin_of(call, field_of(source, parameter));
    }
    slots.push_back(slot);
  }
  (*compiled.find<void(const FrameSlot*)>("enter_" + kernel.name).value())(slots.data());
}

TEST(GpuKernels, as_plain_c_have_the_bits_of_plain_loops) {
  const auto compiler = toolchain::Compiler::open({.cache_folder = {}});
  ASSERT_TRUE(compiler);
  for (const auto& [name, program] : programs()) {
    for (const std::string order : {"C", "F", "reversed", "padded"}) {
      const GpuSource source =
          print(program.nest, program.call(program.nest, kSizes[4], order), Dialect::StandIn);
      const auto compiled = compiler->build(with_entries(source));
      ASSERT_TRUE(compiled) << compiled.error().message << source.text;
      for (const Size& size : kSizes) {
        Call call = program.call(program.nest, size, order);
        Call expected = call.clone();
        program.run(expected);
        run_all(source, call, steps_of(name, size),
                [&](const GpuKernel& kernel, const std::vector<FrameSlot>& frame) {
                  enter(*compiled, source, call, kernel, frame);
                });
        EXPECT_EQ(call.bits(), expected.bits()) << name << ' ' << order << ' ' << size.n;
      }
    }
  }
}

// The arrays of a call on an OpenCL device.
class OnDevice {
 public:
  OnDevice(const toolchain::OpenclDevice& device, const GpuSource& source, Call& call)
      : device_(device), source_(source), call_(call) {
    for (const ArrayField& field : source.layout.arrays) {
      const std::vector<double>& buffer = call.buffer_of(field.name_id);
      buffers_.emplace(field.data_slot, *device.upload(std::as_bytes(std::span(buffer))));
    }
  }

  void launch(const toolchain::OpenclProgram& program, const GpuKernel& kernel,
              const std::vector<FrameSlot>& frame) {
    std::vector<toolchain::OpenclArgument> arguments;
    for (const KernelParameter& parameter : kernel.parameters) {
      arguments.push_back(argument(parameter, frame[parameter.slot]));
    }
    // Fewer work-items than iterations, so that the kernels have to walk.
    const std::size_t rows = kernel.band.size() > 1 ? 2 : 1;
    const auto launched = device_.launch(program, kernel.name, arguments, {3, rows, 1});
    EXPECT_TRUE(launched) << launched.error().message;
  }

  void copy_back() {
    for (const ArrayField& field : source_.layout.arrays) {
      std::vector<double>& buffer = call_.buffer_of(field.name_id);
      EXPECT_TRUE(device_.download(buffers_.at(field.data_slot),
                                   std::as_writable_bytes(std::span(buffer))));
    }
  }

 private:
  toolchain::OpenclArgument argument(const KernelParameter& parameter, FrameSlot slot) {
    switch (parameter.kind) {
      case ParameterKind::Data:
        return &buffers_.at(parameter.slot);
      case ParameterKind::Origin:
        return origin_of(call_, field_of(source_, parameter));
      case ParameterKind::Integer:
        return slot.integer;
      case ParameterKind::Real:
        return slot.real;
    }
    throw std::logic_error("a kind of parameter");
  }

  const toolchain::OpenclDevice& device_;
  const GpuSource& source_;
  Call& call_;
  std::map<std::uint32_t, toolchain::OpenclBuffer> buffers_;
};

TEST(GpuKernels, as_opencl_have_the_bits_of_plain_loops) {
  const auto device = toolchain::OpenclDevice::open();
  if (!device) {
    GTEST_SKIP() << device.error().message;
  }
  for (const auto& [name, program] : programs()) {
    for (const std::string order : {"C", "reversed"}) {
      const GpuSource source =
          print(program.nest, program.call(program.nest, kSizes[4], order), Dialect::Opencl);
      const auto built = device->build(source.text);
      ASSERT_TRUE(built) << built.error().message << source.text;
      for (const Size& size : kSizes) {
        Call call = program.call(program.nest, size, order);
        Call expected = call.clone();
        program.run(expected);
        OnDevice on_device(*device, source, call);
        run_all(source, call, steps_of(name, size),
                [&](const GpuKernel& kernel, const std::vector<FrameSlot>& frame) {
                  on_device.launch(*built, kernel, frame);
                });
        on_device.copy_back();
        EXPECT_EQ(call.bits(), expected.bits()) << name << ' ' << order << ' ' << size.n;
      }
    }
  }
}

TEST(GpuKernels, as_cuda_compile_for_two_generations_of_gpus_without_contraction) {
  const auto nvrtc = toolchain::Nvrtc::open(AUTOPAR_TEST_NVRTC);
  if (!nvrtc) {
    GTEST_SKIP() << nvrtc.error().message;
  }
  for (const auto& [name, program] : programs()) {
    const GpuSource source =
        print(program.nest, program.call(program.nest, kSizes[4], "C"), Dialect::Cuda);
    for (const char* architecture : {"sm_80", "sm_90"}) {
      const auto cubin = nvrtc->compile(source.text, architecture);
      ASSERT_TRUE(cubin) << cubin.error().message << source.text;
      EXPECT_THAT(*cubin, testing::StartsWith("\x7f"
                                              "ELF"));
    }
    const auto ptx = nvrtc->compile(source.text, "compute_80");
    ASSERT_TRUE(ptx) << ptx.error().message;
    EXPECT_THAT(*ptx, testing::HasSubstr(".visible .entry autopar_kernel_0("));
    EXPECT_THAT(*ptx, testing::HasSubstr("mul.rn.f64"));
    EXPECT_THAT(*ptx, testing::Not(testing::HasSubstr("fma.rn.f64")));
  }
}

TEST(GpuKernels, read_alike_in_all_dialects_behind_their_preludes) {
  const LoopNest nest = jacobi_2d();
  const Call call = jacobi_2d_call(nest, kSizes[4], "C");
  const auto body = [&](Dialect dialect) {
    return print(nest, call, dialect).text.substr(prelude_of(dialect).size());
  };
  EXPECT_EQ(body(Dialect::Cuda), body(Dialect::Opencl));
  EXPECT_EQ(body(Dialect::Cuda), body(Dialect::StandIn));
  EXPECT_THAT(body(Dialect::Cuda), testing::HasSubstr("KERNEL(autopar_kernel_1)("));
}

TEST(GpuKernels, refuse_complex_numbers) {
  const LoopNest nest = frontend::nest_of("for i in range(n):\n    x[i] = abs(c)\n");
  Call call(nest);
  call.set("n", std::int64_t{4});
  call.set("c", std::complex(0.5, 1.0));
  call.set_random_array("x", {4}, "C", test_seed());
  const auto schedule = schedule_for(nest, {"i"}, schedule::Target::Gpu);
  const auto source =
      print_gpu_kernels(nest, types_of(nest, call), schedule, call.specialization(), Dialect::Cuda);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().detail, "complex numbers on a GPU");
}

TEST(GpuKernels, refuse_functions_of_cmath_whatever_they_are_of) {
  const LoopNest nest = frontend::nest_of(
      "import cmath\nfor i in range(n):\n    x[i] = 1 if cmath.isnan(x[i]) else 2\n");
  Call call(nest);
  call.set("n", std::int64_t{4});
  call.set_random_array("x", {4}, "C", test_seed());
  const auto schedule = schedule_for(nest, {"i"}, schedule::Target::Gpu);
  const auto source =
      print_gpu_kernels(nest, types_of(nest, call), schedule, call.specialization(), Dialect::Cuda);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().detail, "functions of cmath on a GPU");
}

TEST(GpuKernels, refuse_statements_on_slices) {
  const LoopNest nest =
      frontend::counted_nests_of("for i in range(n):\n    x[i, :] = y[i, :]\n").front();
  Call call(nest);
  call.set("n", std::int64_t{4});
  call.set_random_array("x", {4, 4}, "C", test_seed());
  call.set_random_array("y", {4, 4}, "C", test_seed() + 1);
  const auto schedule = schedule_for(nest, {"i"}, schedule::Target::Gpu);
  const auto source =
      print_gpu_kernels(nest, types_of(nest, call), schedule, call.specialization(), Dialect::Cuda);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().detail, "statements on slices on a GPU");
}

TEST(GpuKernels, take_bands_of_up_to_two_of_these_loops) {
  const LoopNest nest = jacobi_2d();
  const GpuSource source = print(nest, jacobi_2d_call(nest, kSizes[4], "C"), Dialect::Cuda);
  ASSERT_EQ(source.kernels.size(), 2U);
  EXPECT_EQ(source.kernels[0].band, (std::vector{loop_ir::LoopId(1), loop_ir::LoopId(2)}));
  EXPECT_EQ(source.kernels[1].band, (std::vector{loop_ir::LoopId(3), loop_ir::LoopId(4)}));
}

}  // namespace
}  // namespace autopar::codegen
