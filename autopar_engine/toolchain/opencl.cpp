#include "toolchain/opencl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "autopar/check.hpp"
#include "base/overloaded.hpp"
#include "toolchain/dynamic_library.hpp"

namespace autopar::toolchain {

// The functions that are used here, by the names and types of cl.h.
struct OpenclFunctions {
#define AUTOPAR_OPENCL_FUNCTIONS(apply)                                                       \
  apply(clGetPlatformIDs) apply(clGetDeviceIDs) apply(clGetDeviceInfo) apply(clCreateContext) \
      apply(clReleaseContext) apply(clCreateCommandQueue) apply(clReleaseCommandQueue)        \
          apply(clCreateProgramWithSource) apply(clBuildProgram) apply(clGetProgramBuildInfo) \
              apply(clReleaseProgram) apply(clCreateKernel) apply(clReleaseKernel)            \
                  apply(clSetKernelArg) apply(clEnqueueNDRangeKernel) apply(clCreateBuffer)   \
                      apply(clReleaseMemObject) apply(clEnqueueReadBuffer)
#define AUTOPAR_DECLARE(function) decltype(&::function) function = nullptr;
  AUTOPAR_OPENCL_FUNCTIONS(AUTOPAR_DECLARE)
#undef AUTOPAR_DECLARE
};

namespace {

Result<OpenclFunctions> load_functions() {
  const Result<DynamicLibrary> library = DynamicLibrary::open_for_ever("libOpenCL.so.1");
  if (!library) {
    return tl::unexpected(library.error());
  }
  OpenclFunctions functions;
  bool is_complete = true;
#define AUTOPAR_LOAD(function)                                                       \
  functions.function =                                                               \
      library->find<std::remove_pointer_t<decltype(functions.function)>>(#function); \
  is_complete = is_complete && functions.function != nullptr;
  AUTOPAR_OPENCL_FUNCTIONS(AUTOPAR_LOAD)
#undef AUTOPAR_LOAD
  if (!is_complete) {
    return fail("libOpenCL.so.1 lacks functions of OpenCL 1.2");
  }
  return functions;
}

const Result<OpenclFunctions>& functions() {
  static const Result<OpenclFunctions> loaded = load_functions();
  return loaded;
}

tl::unexpected<Error> fail_with(std::string_view what, cl_int status) {
  return fail(fmt::format("opencl: {} gives error {}", what, status));
}

std::vector<cl_device_id> devices_of(const OpenclFunctions& cl) {
  cl_uint platform_count = 0;
  cl.clGetPlatformIDs(0, nullptr, &platform_count);
  std::vector<cl_platform_id> platforms(platform_count);
  if (platform_count != 0) {
    cl.clGetPlatformIDs(platform_count, platforms.data(), nullptr);
  }
  std::vector<cl_device_id> devices;
  for (cl_platform_id platform : platforms) {
    cl_uint count = 0;
    if (cl.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, nullptr, &count) != CL_SUCCESS) {
      continue;
    }
    devices.resize(devices.size() + count);
    cl.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, count, devices.data() + devices.size() - count,
                      nullptr);
  }
  return devices;
}

bool computes_with_doubles(const OpenclFunctions& cl, cl_device_id device) {
  cl_device_fp_config config = 0;
  return cl.clGetDeviceInfo(device, CL_DEVICE_DOUBLE_FP_CONFIG, sizeof(config), &config, nullptr) ==
             CL_SUCCESS &&
         config != 0;
}

std::string name_of_device(const OpenclFunctions& cl, cl_device_id device) {
  std::size_t size = 0;
  cl.clGetDeviceInfo(device, CL_DEVICE_NAME, 0, nullptr, &size);
  std::string name(size, '\0');
  cl.clGetDeviceInfo(device, CL_DEVICE_NAME, size, name.data(), nullptr);
  name.resize(std::min(name.find('\0'), name.size()));
  return name;
}

std::string build_log(const OpenclFunctions& cl, cl_program program, cl_device_id device) {
  std::size_t size = 0;
  cl.clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
  std::string log(size, '\0');
  cl.clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr);
  return log.substr(0, log.find('\n'));
}

cl_int set_argument(const OpenclFunctions& cl, cl_kernel kernel, cl_uint position,
                    const OpenclArgument& argument) {
  return std::visit(Overloaded{[&](const OpenclBuffer* buffer) {
                                 const cl_mem memory = buffer->get();
                                 return cl.clSetKernelArg(kernel, position, sizeof(cl_mem),
                                                          static_cast<const void*>(&memory));
                               },
                               [&](const auto& number) {
                                 return cl.clSetKernelArg(kernel, position, sizeof(number),
                                                          &number);
                               }},
                    argument);
}

}  // namespace

OpenclDevice::OpenclDevice(const OpenclFunctions& functions, cl_device_id device, std::string name,
                           OpenclOwned<cl_context> context, OpenclOwned<cl_command_queue> queue)
    : functions_(&functions),
      device_(device),
      name_(std::move(name)),
      context_(std::move(context)),
      queue_(std::move(queue)) {}

Result<OpenclDevice> OpenclDevice::open() {
  if (!functions()) {
    return tl::unexpected(functions().error());
  }
  const OpenclFunctions& cl = *functions();
  for (cl_device_id device : devices_of(cl)) {
    if (!computes_with_doubles(cl, device)) {
      continue;
    }
    cl_int status = CL_SUCCESS;
    OpenclOwned<cl_context> context(
        cl.clCreateContext(nullptr, 1, &device, nullptr, nullptr, &status), cl.clReleaseContext);
    if (status != CL_SUCCESS) {
      return fail_with("clCreateContext", status);
    }
    OpenclOwned<cl_command_queue> queue(cl.clCreateCommandQueue(context.get(), device, 0, &status),
                                        cl.clReleaseCommandQueue);
    if (status != CL_SUCCESS) {
      return fail_with("clCreateCommandQueue", status);
    }
    return OpenclDevice(cl, device, name_of_device(cl, device), std::move(context),
                        std::move(queue));
  }
  return fail("no OpenCL device computes with doubles: install pocl-opencl-icd for the CPU");
}

Result<OpenclProgram> OpenclDevice::build(std::string_view text) const {
  const char* pointer = text.data();
  const std::size_t size = text.size();
  cl_int status = CL_SUCCESS;
  OpenclProgram program(
      functions_->clCreateProgramWithSource(context_.get(), 1, &pointer, &size, &status),
      functions_->clReleaseProgram);
  if (status != CL_SUCCESS) {
    return fail_with("clCreateProgramWithSource", status);
  }
  if (functions_->clBuildProgram(program.get(), 1, &device_, "-cl-std=CL1.2", nullptr, nullptr) !=
      CL_SUCCESS) {
    return fail(fmt::format("opencl does not compile a kernel: {}",
                            build_log(*functions_, program.get(), device_)));
  }
  return program;
}

Result<OpenclBuffer> OpenclDevice::upload(std::span<const std::byte> bytes) const {
  // OpenCL has no empty buffers, and takes the source of a copy without const.
  static std::byte nothing[1] = {};
  const std::size_t size = bytes.empty() ? 1 : bytes.size();
  void* source = bytes.empty() ? nothing : const_cast<std::byte*>(bytes.data());
  cl_int status = CL_SUCCESS;
  OpenclOwned<cl_mem> memory(
      functions_->clCreateBuffer(context_.get(), CL_MEM_READ_WRITE | CL_MEM_COPY_HOST_PTR, size,
                                 source, &status),
      functions_->clReleaseMemObject);
  if (status != CL_SUCCESS) {
    return fail_with("clCreateBuffer", status);
  }
  return OpenclBuffer(std::move(memory), bytes.size());
}

Result<void> OpenclDevice::download(const OpenclBuffer& buffer, std::span<std::byte> bytes) const {
  AUTOPAR_CHECK(bytes.size() == buffer.size_bytes(), "room for the whole buffer");
  if (bytes.empty()) {
    return {};
  }
  const cl_int status = functions_->clEnqueueReadBuffer(
      queue_.get(), buffer.get(), CL_TRUE, 0, bytes.size(), bytes.data(), 0, nullptr, nullptr);
  return status == CL_SUCCESS ? Result<void>() : fail_with("clEnqueueReadBuffer", status);
}

Result<void> OpenclDevice::launch(const OpenclProgram& program, const std::string& kernel,
                                  std::span<const OpenclArgument> arguments,
                                  const std::array<std::size_t, 3>& work_items) const {
  cl_int status = CL_SUCCESS;
  const OpenclOwned<cl_kernel> handle(
      functions_->clCreateKernel(program.get(), kernel.c_str(), &status),
      functions_->clReleaseKernel);
  if (status != CL_SUCCESS) {
    return fail_with(fmt::format("clCreateKernel of {}", kernel), status);
  }
  for (cl_uint position = 0; position < arguments.size(); ++position) {
    status = set_argument(*functions_, handle.get(), position, arguments[position]);
    if (status != CL_SUCCESS) {
      return fail_with(fmt::format("argument {} of {}", position, kernel), status);
    }
  }
  status = functions_->clEnqueueNDRangeKernel(queue_.get(), handle.get(), 3, nullptr,
                                              work_items.data(), nullptr, 0, nullptr, nullptr);
  return status == CL_SUCCESS ? Result<void>()
                              : fail_with(fmt::format("launching {}", kernel), status);
}

}  // namespace autopar::toolchain
