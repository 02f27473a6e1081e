#include "autopar/refusal.hpp"

#include <array>

#include "autopar/check.hpp"

namespace autopar {
namespace {

struct Row {
  std::string_view name;
  std::string_view sentence;
  Reason reason;
};

constexpr auto kRows = std::to_array<Row>({
#define AUTOPAR_REFUSAL(name, sentence, reason) {#name, sentence, Reason::reason},
#include "autopar/refusal_kinds.def"
#undef AUTOPAR_REFUSAL
});

const Row& row(RefusalKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  AUTOPAR_CHECK(index < kRows.size(), "a kind from refusal_kinds.def");
  return kRows[index];
}

}  // namespace

std::string_view name_of(RefusalKind kind) { return row(kind).name; }

std::string_view sentence_of(RefusalKind kind) { return row(kind).sentence; }

Reason reason_of(RefusalKind kind) { return row(kind).reason; }

std::string describe(const Refusal& refusal) {
  std::string text(sentence_of(refusal.kind));
  if (!refusal.detail.empty()) {
    text += ": " + refusal.detail;
  }
  return text;
}

}  // namespace autopar
