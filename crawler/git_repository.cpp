#include "crawler/git_repository.hpp"

#include <fmt/format.h>
#include <git2.h>

#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "crawler/paths.hpp"

namespace autopar::crawler {
namespace {

namespace fs = std::filesystem;

// Of one repository; who has so many needs no more.
constexpr std::size_t kWarnings = 20;

// libgit2 while the program runs.
class Library {
 public:
  Library() {
    git_libgit2_init();
    // Keys that change nothing about objects, and that libgit2 would take for unknown formats.
    std::array<const char*, 3> extensions = {"partialclone", "worktreeconfig", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
    // Each object is read once.
    git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
    // Nothing that a repository says is carried out, so it does not matter whose it is.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

std::string last_message() {
  const git_error* const error = git_error_last();
  return error == nullptr || error->message == nullptr ? "damaged repository" : error->message;
}

std::string name_of_object(const git_oid& oid) {
  std::string name(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(name.data(), &oid);
  return name;
}

struct FreeTree {
  void operator()(git_tree* tree) const noexcept { git_tree_free(tree); }
};
struct FreeReference {
  void operator()(git_reference* reference) const noexcept { git_reference_free(reference); }
};
struct FreeObject {
  void operator()(git_object* object) const noexcept { git_object_free(object); }
};
struct FreeOdbObject {
  void operator()(git_odb_object* object) const noexcept { git_odb_object_free(object); }
};

bool is_unsafe_name(std::string_view name) {
  return name.empty() || name == "." || name == ".." || name == ".git" ||
         name.find('/') != std::string_view::npos;
}

// Lists the notebooks of a tree. Trees without any are remembered, so that one that stands at many
// places costs once.
class TreeWalk {
 public:
  TreeWalk(git_repository* repository, const ReadLimits& limits, HeadListing& listing)
      : repository_(repository), limits_(limits), listing_(listing) {}

  void walk(const git_oid& root) { walk_tree(root, "", false, 0); }

 private:
  // False once a limit says that it is enough.
  bool walk_tree(const git_oid& oid, const std::string& prefix, bool is_unsafe, int depth) {
    const std::string name = name_of_object(oid);
    if (without_notebooks_.contains(name)) {
      return true;
    }
    git_tree* found = nullptr;
    if (git_tree_lookup(&found, repository_, &oid) != 0) {
      leave_out(fmt::format("the folder /{} can't be read", printable_path(prefix)));
      return true;
    }
    const std::unique_ptr<git_tree, FreeTree> tree(found);
    const std::size_t before = listing_.entries.size();
    const bool was_complete = std::exchange(listing_.is_complete, true);
    const std::size_t count = git_tree_entrycount(tree.get());
    for (std::size_t index = 0; index < count; ++index) {
      if (!visit(git_tree_entry_byindex(tree.get(), index), prefix, is_unsafe, depth)) {
        return false;
      }
    }
    if (listing_.entries.size() == before && listing_.is_complete) {
      without_notebooks_.insert(name);
    }
    listing_.is_complete = listing_.is_complete && was_complete;
    return true;
  }

  bool visit(const git_tree_entry* entry, const std::string& prefix, bool is_unsafe, int depth) {
    if (++visited_ > limits_.tree_entries || listing_.entries.size() >= limits_.repository_files) {
      leave_out("too many files; the rest is left out");
      return false;
    }
    const std::string name = git_tree_entry_name(entry);
    const git_filemode_t mode = git_tree_entry_filemode(entry);
    is_unsafe = is_unsafe || is_unsafe_name(name);
    if (prefix.size() + name.size() > limits_.path_bytes) {
      leave_out("a path is too long");
      return true;
    }
    if (mode == GIT_FILEMODE_TREE) {
      return walk_folder(*git_tree_entry_id(entry), prefix + name + "/", is_unsafe, depth + 1);
    }
    if (is_notebook_path(name) && mode != GIT_FILEMODE_COMMIT) {
      add(prefix + name, *git_tree_entry_id(entry), mode == GIT_FILEMODE_LINK, is_unsafe);
    }
    return true;
  }

  bool walk_folder(const git_oid& oid, const std::string& prefix, bool is_unsafe, int depth) {
    if (depth > limits_.folder_depth) {
      leave_out("folders are too deep");
      return true;
    }
    return walk_tree(oid, prefix, is_unsafe, depth);
  }

  void add(std::string path, const git_oid& oid, bool is_link, bool is_unsafe) {
    HeadEntry entry;
    entry.path = std::move(path);
    if (is_unsafe) {
      entry.status = FileStatus::UnsafePath;
    } else if (is_link) {
      entry.status = FileStatus::Symlink;
    } else {
      entry.blob = name_of_object(oid);
    }
    listing_.entries.push_back(std::move(entry));
  }

  void leave_out(std::string warning) {
    listing_.is_complete = false;
    const bool is_new = listing_.warnings.empty() || listing_.warnings.back() != warning;
    if (is_new && listing_.warnings.size() < kWarnings) {
      listing_.warnings.push_back(std::move(warning));
    }
  }

  git_repository* repository_;
  const ReadLimits& limits_;
  HeadListing& listing_;
  std::uint64_t visited_ = 0;
  std::unordered_set<std::string> without_notebooks_;
};

}  // namespace

bool holds_git_objects(const std::string& folder) {
  std::error_code error;
  const auto type_of = [&](const char* name) {
    return fs::symlink_status(fs::path(folder) / name, error).type();
  };
  const bool is_own =
      type_of("objects") == fs::file_type::directory && type_of("refs") == fs::file_type::directory;
  return is_own && fs::exists(fs::symlink_status(fs::path(folder) / "HEAD", error));
}

void GitRepository::FreeRepository::operator()(git_repository* handle) const noexcept {
  git_repository_free(handle);
}

void GitRepository::FreeObjects::operator()(git_odb* handle) const noexcept {
  git_odb_free(handle);
}

Result<GitRepository> GitRepository::open(const std::string& path) {
  static const Library library;
  git_repository* repository = nullptr;
  if (git_repository_open_ext(&repository, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr) !=
      0) {
    return fail(last_message());
  }
  GitRepository opened(repository, nullptr);
  git_odb* objects = nullptr;
  if (git_repository_odb(&objects, repository) != 0) {
    return fail(last_message());
  }
  opened.objects_.reset(objects);
  return opened;
}

Result<std::optional<HeadListing>> GitRepository::list_head(const ReadLimits& limits) {
  git_reference* head = nullptr;
  const int code = git_repository_head(&head, repository_.get());
  if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND) {
    return std::optional<HeadListing>();
  }
  if (code != 0) {
    return fail(last_message());
  }
  const std::unique_ptr<git_reference, FreeReference> reference(head);
  git_object* commit = nullptr;
  git_object* tree = nullptr;
  if (git_reference_peel(&commit, reference.get(), GIT_OBJECT_COMMIT) != 0) {
    return fail(last_message());
  }
  const std::unique_ptr<git_object, FreeObject> owned_commit(commit);
  HeadListing listing;
  listing.commit = name_of_object(*git_object_id(commit));
  if (git_object_peel(&tree, commit, GIT_OBJECT_TREE) != 0) {
    return fail(last_message());
  }
  const std::unique_ptr<git_object, FreeObject> owned_tree(tree);
  TreeWalk(repository_.get(), limits, listing).walk(*git_object_id(tree));
  return std::optional(std::move(listing));
}

bool GitRepository::has(const std::string& blob) {
  git_oid oid;
  return git_oid_fromstrn(&oid, blob.data(), blob.size()) == 0 &&
         git_odb_exists_ext(objects_.get(), &oid, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

void GitRepository::read_blob(const std::string& blob, const ReadLimits& limits,
                              NotebookFile& file) {
  git_oid oid;
  file.status = FileStatus::Unreadable;
  file.is_missing = !has(blob);
  if (file.is_missing || git_oid_fromstrn(&oid, blob.data(), blob.size()) != 0) {
    return;
  }
  std::size_t size_bytes = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size_bytes, &type, objects_.get(), &oid) != 0 ||
      type != GIT_OBJECT_BLOB) {
    return;
  }
  if (size_bytes <= limits.content_bytes) {
    git_odb_object* object = nullptr;
    if (git_odb_read(&object, objects_.get(), &oid) != 0) {
      return;
    }
    const std::unique_ptr<git_odb_object, FreeOdbObject> owned(object);
    file.bytes.emplace(static_cast<const char*>(git_odb_object_data(object)),
                       git_odb_object_size(object));
  }
  file.status = FileStatus::Read;
  file.blob = blob;
  file.size_bytes = size_bytes;
}

}  // namespace autopar::crawler
