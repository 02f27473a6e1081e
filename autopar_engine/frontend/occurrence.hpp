#pragma once

#include <cstdint>
#include <string>

#include "frontend/module_facts.hpp"

namespace autopar::frontend {

// What the text does with a name at one place.
enum class OccurrenceRole : std::uint8_t {
  Read,
  // A plain definition, with the value in definition() where the text gives one.
  Bind,
  // An augmented assignment: rebinds or changes in place.
  Update,
  // An import; imported_as() says of what.
  Import,
  // A global or nonlocal declaration.
  Declare,
};

// What a place makes of its name; few places say anything.
struct Meaning {
  Definition definition;
  std::string imported_as;

  bool operator==(const Meaning&) const = default;
};

// One place where a scope's text mentions a name. Valid as long as the scope's Occurrences.
struct Occurrence {
  OccurrenceRole role = OccurrenceRole::Read;
  // Inside a function, lambda or class that the scope defines: happens at an unknown time.
  bool is_nested = false;
  // A target of an assignment that has others: `x[0] = a = [0]`.
  bool is_chained = false;
  // The base of a subscript that something is stored to: a[i] = e.
  bool is_stored_into = false;
  std::uint32_t offset_bytes = 0;
  // Where the block that directly holds the statement ends: a later place before that end is only
  // reached through this one.
  std::uint32_t block_end_bytes = 0;
  // Null for one that says nothing.
  const Meaning* meaning = nullptr;

  [[nodiscard]] const Definition& definition() const;
  [[nodiscard]] const std::string& imported_as() const;

  [[nodiscard]] bool is_write() const {
    return role == OccurrenceRole::Bind || role == OccurrenceRole::Update ||
           role == OccurrenceRole::Import;
  }

  // Of equal meanings, wherever these stand.
  [[nodiscard]] bool operator==(const Occurrence& other) const;
};

}  // namespace autopar::frontend
