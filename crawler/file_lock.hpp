#pragma once

#include <string>

#include "autopar/result.hpp"

namespace autopar::crawler {

// Keeps other processes from taking the same lock as long as it lives, or the process does. It
// stands beside SQLite's own locks on a file; but closing any descriptor of a file drops those, so
// it must go after the connection.
class FileLock {
 public:
  // Makes the file if there is none. Fails at once if another process has the lock.
  static Result<FileLock> acquire(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace autopar::crawler
