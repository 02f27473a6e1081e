#pragma once

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "autopar/result.hpp"

namespace autopar::toolchain {

struct OpenclFunctions;

// One handle of OpenCL, released at the end.
template <class Handle>
using OpenclOwned = std::unique_ptr<std::remove_pointer_t<Handle>, cl_int (*)(Handle)>;

// Bytes in the memory of a device.
class OpenclBuffer {
 public:
  OpenclBuffer(OpenclOwned<cl_mem> memory, std::size_t size_bytes)
      : memory_(std::move(memory)), size_bytes_(size_bytes) {}

  [[nodiscard]] cl_mem get() const { return memory_.get(); }
  [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }

 private:
  OpenclOwned<cl_mem> memory_;
  std::size_t size_bytes_;
};

using OpenclProgram = OpenclOwned<cl_program>;
using OpenclArgument = std::variant<const OpenclBuffer*, std::int64_t, double>;

// The first device of any platform that computes with doubles, with a queue that runs one command
// after the other. libOpenCL is opened at run time. One thread at a time; buffers and programs may
// not outlive it.
class OpenclDevice {
 public:
  [[nodiscard]] static Result<OpenclDevice> open();

  [[nodiscard]] const std::string& name() const { return name_; }

  // OpenCL C 1.2. An error has the first line of the compiler's log.
  [[nodiscard]] Result<OpenclProgram> build(std::string_view text) const;

  [[nodiscard]] Result<OpenclBuffer> upload(std::span<const std::byte> bytes) const;

  // Waits for everything before. Requires as many bytes as the buffer has.
  [[nodiscard]] Result<void> download(const OpenclBuffer& buffer, std::span<std::byte> bytes) const;

  // Queues one launch over a grid of work-items, dimension 0 first; the work-group size is the
  // implementation's choice.
  [[nodiscard]] Result<void> launch(const OpenclProgram& program, const std::string& kernel,
                                    std::span<const OpenclArgument> arguments,
                                    const std::array<std::size_t, 3>& work_items) const;

 private:
  OpenclDevice(const OpenclFunctions& functions, cl_device_id device, std::string name,
               OpenclOwned<cl_context> context, OpenclOwned<cl_command_queue> queue);

  const OpenclFunctions* functions_;
  cl_device_id device_;
  std::string name_;
  OpenclOwned<cl_context> context_;
  OpenclOwned<cl_command_queue> queue_;
};

}  // namespace autopar::toolchain
