#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "autopar/source.hpp"
#include "autopar/verdict.hpp"

namespace autopar {

// Why a construct is not compiled. The closed list with sentences is refusal_kinds.def.
enum class RefusalKind : std::uint8_t {
#define AUTOPAR_REFUSAL(name, sentence, reason) name,
#include "autopar/refusal_kinds.def"
#undef AUTOPAR_REFUSAL
};

inline constexpr std::uint8_t kRefusalKindCount = 0
#define AUTOPAR_REFUSAL(name, sentence, reason) +1
#include "autopar/refusal_kinds.def"
#undef AUTOPAR_REFUSAL
    ;

// "UnknownCall".
[[nodiscard]] std::string_view name_of(RefusalKind kind);
// One plain sentence without a full stop.
[[nodiscard]] std::string_view sentence_of(RefusalKind kind);
// The reason of dimension D10 under which the study counts it.
[[nodiscard]] Reason reason_of(RefusalKind kind);

// A refusal is ordinary data, never an error: the original loop runs in CPython. detail adds what
// the sentence can't know, such as a name; it may be empty.
struct Refusal {
  RefusalKind kind = RefusalKind::UnknownStatement;
  SourceRange range;
  std::string detail;

  bool operator==(const Refusal&) const = default;
};

// "this call may do more than return a value: foo.bar".
[[nodiscard]] std::string describe(const Refusal& refusal);

}  // namespace autopar
