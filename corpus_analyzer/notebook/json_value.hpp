#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "autopar/named_enum.hpp"

namespace autopar::notebook {

enum class JsonKind : std::uint8_t { Null, Bool, Number, String, Array, Object };

// One value of a JSON text. Strings and keys point into the JsonDocument that holds it. Keys of an
// object are distinct: of several equal ones the last counts, as in Python.
struct JsonValue {
  JsonKind kind = JsonKind::Null;
  std::string_view key;                 // of a member of an object
  std::string_view text;                // of a String
  std::optional<std::int64_t> integer;  // of a Number that is whole and fits, 4.0 included
  std::uint64_t string_bytes = 0;       // of all strings in the value, keys aside
  std::vector<JsonValue> children;      // items or members; left out below outputs, see reader

  [[nodiscard]] bool is(JsonKind wanted) const { return kind == wanted; }
  // The member of that key; nullptr if there is none or the value is no object.
  [[nodiscard]] const JsonValue* find(std::string_view wanted) const;
};

// What a JSON text shows that not every reader takes, and what a notebook's cells show later.
// Bit n of the database is enumerator n.
AUTOPAR_NAMED_ENUM(NotebookFlag, Bom, Utf16, Utf32, Nan, Dupkey, Surrogate, BigNumber, Deep,
                   BadSourceItem, NullSource, NulInSource, BadMetadata, BadCell, Databricks,
                   NoMetadata);

using NotebookFlags = EnumSet<NotebookFlag>;

// Keeps texts at fixed addresses until it goes.
class TextArena {
 public:
  std::string_view add(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
};

struct JsonDocument {
  TextArena texts;
  JsonValue root;
  NotebookFlags flags;
};

}  // namespace autopar::notebook
