#include "toolchain/object_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "toolchain/posix_file.hpp"

namespace autopar::toolchain {
namespace {

struct EntryHeader {
  std::array<char, 8> magic;
  std::uint64_t identity_size;
  std::uint64_t text_size;
  std::uint64_t object_size;
  std::uint64_t checksum;
};

constexpr std::array<char, 8> kMagic = {'a', 'u', 't', 'o', 'p', 'a', 'r', '1'};
constexpr std::uint64_t kFirstSeed = 0xcbf29ce484222325U;
constexpr std::uint64_t kSecondSeed = 0x9e3779b97f4a7c15U;

// FNV-1a (Fowler, Noll, Vo). Finds damage and spreads names; it need not resist anyone, since the
// folder is private and entries repeat their key.
std::uint64_t hash(std::string_view bytes, std::uint64_t seed) {
  for (const char byte : bytes) {
    seed = (seed ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  return seed;
}

std::uint64_t checksum_of(const ObjectKey& key, std::string_view object) {
  return hash(object, hash(key.text, hash(key.identity, kFirstSeed)));
}

std::string file_name_of(const ObjectKey& key) {
  return fmt::format("{:016x}{:016x}.object", hash(key.text, hash(key.identity, kFirstSeed)),
                     hash(key.text, hash(key.identity, kSecondSeed)));
}

std::string encode_entry(const ObjectKey& key, std::string_view object) {
  const EntryHeader header = {kMagic, key.identity.size(), key.text.size(), object.size(),
                              checksum_of(key, object)};
  std::string entry(sizeof(header), '\0');
  std::memcpy(entry.data(), &header, sizeof(header));
  return entry.append(key.identity).append(key.text).append(object);
}

std::optional<std::string> decode_entry(const ObjectKey& key, std::string_view entry) {
  const std::size_t key_size = key.identity.size() + key.text.size();
  if (entry.size() < sizeof(EntryHeader) + key_size) {
    return std::nullopt;
  }
  const std::string_view object = entry.substr(sizeof(EntryHeader) + key_size);
  if (entry != encode_entry(key, object)) {
    return std::nullopt;
  }
  return std::string(object);
}

// Opens the folder itself, never a link to one, and fails unless it is this user's alone.
Result<FileDescriptor> open_private(const std::filesystem::path& folder) {
  FileDescriptor descriptor(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status = {};
  if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) {
    return fail(describe_errno(fmt::format("the cache folder {}", folder.string())));
  }
  if (status.st_uid != ::geteuid()) {
    return fail(fmt::format("the cache folder {} belongs to another user: set AUTOPAR_CACHE_DIR",
                            folder.string()));
  }
  if ((status.st_mode & 077U) != 0) {
    return fail(
        fmt::format("the cache folder {} is open to other users: chmod 700 it", folder.string()));
  }
  return descriptor;
}

std::string temporary_name() {
  static std::atomic<unsigned> next = 0;
  return fmt::format("{}-{}.new", ::getpid(), next++);
}

std::optional<std::filesystem::path> absolute_path_in(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr || !std::filesystem::path(value).is_absolute()) {
    return std::nullopt;
  }
  return std::filesystem::path(value);
}

}  // namespace

Result<ObjectCache> ObjectCache::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return fail(describe_errno(fmt::format("cannot make the cache folder {}", folder.string())));
  }
  return open_private(folder).map([&](const FileDescriptor&) { return ObjectCache(folder); });
}

std::filesystem::path ObjectCache::path_of(const ObjectKey& key) const {
  return folder_ / file_name_of(key);
}

std::optional<std::string> ObjectCache::find(const ObjectKey& key) const {
  const Result<FileDescriptor> folder = open_private(folder_);
  if (!folder) {
    return std::nullopt;
  }
  const FileDescriptor file(
      ::openat(folder->get(), file_name_of(key).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!file.is_open()) {
    return std::nullopt;
  }
  const Result<std::string> entry = read_all(file);
  return entry ? decode_entry(key, *entry) : std::nullopt;
}

Result<void> ObjectCache::store(const ObjectKey& key, std::string_view object) const {
  const Result<FileDescriptor> folder = open_private(folder_);
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  const std::string temporary = temporary_name();
  const FileDescriptor file(::openat(folder->get(), temporary.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.is_open()) {
    return fail(describe_errno(fmt::format("cannot write to {}", folder_.string())));
  }
  Result<void> written = write_all(file, encode_entry(key, object));
  if (written &&
      ::renameat(folder->get(), temporary.c_str(), folder->get(), file_name_of(key).c_str()) != 0) {
    written = fail(describe_errno(fmt::format("cannot write to {}", folder_.string())));
  }
  if (!written) {
    ::unlinkat(folder->get(), temporary.c_str(), 0);
  }
  return written;
}

std::optional<std::filesystem::path> default_cache_folder() {
  if (auto folder = absolute_path_in("AUTOPAR_CACHE_DIR")) {
    return folder;
  }
  if (auto folder = absolute_path_in("XDG_CACHE_HOME")) {
    return *folder / "autopar";
  }
  if (auto folder = absolute_path_in("HOME")) {
    return *folder / ".cache" / "autopar";
  }
  return std::nullopt;
}

}  // namespace autopar::toolchain
