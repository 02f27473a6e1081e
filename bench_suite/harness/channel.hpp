#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "autopar/result.hpp"

namespace autopar::bench {

// One end of a connection between two processes that talk in lines.
class Channel {
 public:
  explicit Channel(int descriptor) : descriptor_(descriptor) {}
  Channel(Channel&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), rest_(std::move(other.rest_)) {}
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  Channel& operator=(Channel&&) = delete;
  ~Channel();

  // Both ends of a new connection; neither outlives a new program.
  static Result<std::pair<Channel, Channel>> make_pair();

  [[nodiscard]] int descriptor() const { return descriptor_; }

  // False when the other side has gone.
  [[nodiscard]] bool write_line(const std::string& line) const;

  // The next line without its end. An empty one means that the other side has gone, none that
  // nothing came before the deadline.
  std::optional<std::string> read_line(std::chrono::steady_clock::time_point deadline);

 private:
  int descriptor_;
  std::string rest_;
};

}  // namespace autopar::bench
