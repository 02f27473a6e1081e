#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "autopar/result.hpp"

namespace autopar::toolchain {

// All that decides what an object is: its text, and everything else (compiler, target, flags,
// engine version).
struct ObjectKey {
  std::string identity;
  std::string text;
};

// Compiled objects on disk, one file per key, in a folder that belongs to this user alone.
// A found object was stored under exactly this key: entries repeat their key in full, and whatever
// is damaged, truncated or about another key counts as absent. Threads and processes may share a
// folder: an entry appears whole or not at all.
class ObjectCache {
 public:
  // Makes the folder if there is none. Fails if it belongs to somebody else, is a link, or is
  // open to others in any way.
  [[nodiscard]] static Result<ObjectCache> open(const std::filesystem::path& folder);

  [[nodiscard]] std::optional<std::string> find(const ObjectKey& key) const;
  [[nodiscard]] Result<void> store(const ObjectKey& key, std::string_view object) const;

  // Where the entry of this key lies, or would.
  [[nodiscard]] std::filesystem::path path_of(const ObjectKey& key) const;

 private:
  explicit ObjectCache(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

// $AUTOPAR_CACHE_DIR, else autopar/ in $XDG_CACHE_HOME, else in ~/.cache; nullopt where none of
// these is an absolute path.
[[nodiscard]] std::optional<std::filesystem::path> default_cache_folder();

}  // namespace autopar::toolchain
