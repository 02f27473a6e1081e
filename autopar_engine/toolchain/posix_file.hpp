#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "autopar/result.hpp"

namespace autopar::toolchain {

// An open file descriptor, closed at the end. -1 is none.
class FileDescriptor {
 public:
  explicit FileDescriptor(int descriptor = -1) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// Everything from the present position to the end.
[[nodiscard]] Result<std::string> read_all(const FileDescriptor& file);
[[nodiscard]] Result<void> write_all(const FileDescriptor& file, std::string_view bytes);

[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

// Makes a new file that only this user may read; fails where there is one already.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path& path,
                                          std::string_view bytes);

// A new empty folder that only this user may enter; removed with its contents at the end.
class TemporaryFolder {
 public:
  [[nodiscard]] static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// "the folder /x: no such file or directory" from the present errno.
[[nodiscard]] std::string describe_errno(std::string_view thing);

}  // namespace autopar::toolchain
