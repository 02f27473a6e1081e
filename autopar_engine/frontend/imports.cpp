#include "frontend/imports.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// The text without blanks or comments between its parts.
std::string dotted_text(Node name) {
  std::string text;
  for (const Node& part : name.each_named_child()) {
    text += (text.empty() ? "" : ".") + std::string(part.text());
  }
  return text.empty() ? std::string(name.text()) : text;
}

std::string module_name(Node statement) {
  if (statement.is(NodeKind::FutureImportStatement)) {
    return "__future__";
  }
  const auto module = statement.child(Field::ModuleName);
  return module ? dotted_text(*module) : "";
}

// One `name` or `name as alias` of an import; prefix is the module of a from-import with its dot.
ImportedName imported_name(Node part, const std::string& prefix) {
  if (part.is(NodeKind::AliasedImport)) {
    const auto name = part.child(Field::Name);
    const auto alias = part.child(Field::Alias);
    return {alias ? std::string(alias->text()) : "", name ? prefix + dotted_text(*name) : ""};
  }
  const std::string dotted = dotted_text(part);
  if (!prefix.empty()) {
    return {dotted, prefix + dotted};
  }
  const std::string top = dotted.substr(0, dotted.find('.'));
  return {top, top};
}

}  // namespace

bool is_import(Node statement) {
  return statement.is(NodeKind::ImportStatement) || statement.is(NodeKind::ImportFromStatement) ||
         statement.is(NodeKind::FutureImportStatement);
}

std::vector<ImportedName> names_of_import(Node statement) {
  const std::string prefix =
      statement.is(NodeKind::ImportStatement) ? "" : module_name(statement) + ".";
  std::vector<ImportedName> names;
  for (const Node& part : statement.children(Field::Name)) {
    if (part.is(NodeKind::AliasedImport) || part.is(NodeKind::DottedName)) {
      names.push_back(imported_name(part, prefix));
    }
  }
  return names;
}

std::string star_import_of(Node statement) {
  for (const Node& child : statement.each_named_child()) {
    if (child.is(NodeKind::WildcardImport)) {
      return module_name(statement);
    }
  }
  return "";
}

}  // namespace autopar::frontend
