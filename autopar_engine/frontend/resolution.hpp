#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace autopar::frontend {

struct Scope;

// What a name means where it stands.
struct Resolution {
  enum class Kind : std::uint8_t {
    // Bound by an assignment, a parameter, a definition.
    Bound,
    // Bound by imports alone, all of the same thing.
    Imported,
    // Nothing that is known binds it: a builtin, a star import or another text.
    Unbound,
  };
  Kind kind = Kind::Unbound;
  // The scope that binds it; null where earlier cells do, or nothing does.
  const Scope* owner = nullptr;
  // The dotted name: "numpy.zeros". Valid as long as the scopes and facts that it was found in.
  std::string_view imported_as;
};

// What a name means at the place that the caller has in mind.
using NameLookup = std::function<Resolution(std::string_view)>;

}  // namespace autopar::frontend
