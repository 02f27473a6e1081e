#include "syntax/node_kind.hpp"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "autopar/check.hpp"
#include "syntax/grammar.hpp"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace autopar::syntax {
namespace {

constexpr auto kKindNames = std::to_array<std::string_view>({
    "ERROR",
    "token",
    "other",
#define AUTOPAR_NODE_KIND(enumerator, grammar_name) grammar_name,
#include "syntax/node_kinds.def"
});

constexpr auto kFieldNames = std::to_array<std::string_view>({
#define AUTOPAR_FIELD(enumerator, grammar_name) grammar_name,
#include "syntax/fields.def"
});

constexpr TSSymbol kErrorSymbol = 0xffff;

std::unordered_map<std::string_view, NodeKind> kinds_by_name() {
  std::unordered_map<std::string_view, NodeKind> kinds;
  for (std::size_t index = 3; index < kKindNames.size(); ++index) {
    const std::string_view name = kKindNames[index];
    AUTOPAR_CHECK(ts_language_symbol_for_name(python_language(), name.data(),
                                              static_cast<std::uint32_t>(name.size()), true) != 0,
                  "the grammar has no node " + std::string(name));
    kinds.emplace(name, static_cast<NodeKind>(index));
  }
  return kinds;
}

// Position n holds the kind of symbol n.
std::vector<NodeKind> kinds_by_symbol() {
  const auto by_name = kinds_by_name();
  std::vector<NodeKind> kinds(ts_language_symbol_count(python_language()), NodeKind::Token);
  for (std::size_t position = 0; position < kinds.size(); ++position) {
    const auto symbol = static_cast<TSSymbol>(position);
    if (ts_language_symbol_type(python_language(), symbol) != TSSymbolTypeRegular) {
      continue;
    }
    const auto found = by_name.find(ts_language_symbol_name(python_language(), symbol));
    kinds[symbol] = found == by_name.end() ? NodeKind::Other : found->second;
  }
  return kinds;
}

std::array<TSFieldId, kFieldNames.size()> ids_by_field() {
  std::array<TSFieldId, kFieldNames.size()> ids{};
  for (std::size_t index = 0; index < ids.size(); ++index) {
    const std::string_view name = kFieldNames[index];
    ids[index] = ts_language_field_id_for_name(python_language(), name.data(),
                                               static_cast<std::uint32_t>(name.size()));
    AUTOPAR_CHECK(ids[index] != 0, "the grammar has no field " + std::string(name));
  }
  return ids;
}

}  // namespace

std::string_view name_of(NodeKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::string_view name_of(Field field) { return kFieldNames[static_cast<std::size_t>(field)]; }

const TSLanguage* python_language() {
  static const TSLanguage* const kLanguage = tree_sitter_python();
  return kLanguage;
}

NodeKind kind_of_symbol(TSSymbol symbol) {
  static const std::vector<NodeKind> kKinds = kinds_by_symbol();
  return symbol == kErrorSymbol ? NodeKind::Error : kKinds[symbol];
}

TSFieldId id_of_field(Field field) {
  static const auto kIds = ids_by_field();
  return kIds[static_cast<std::size_t>(field)];
}

}  // namespace autopar::syntax
