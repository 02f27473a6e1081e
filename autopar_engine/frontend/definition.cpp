#include "frontend/definition.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "frontend/literals.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BaseKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// Callees that make a new object each time they are called.
const std::map<std::string, Definition, std::less<>>& makers() {
  static const auto kMakers = [] {
    std::map<std::string, Definition, std::less<>> table;
    for (const char* name : {"array", "copy", "full", "full_like", "zeros_like", "ones_like",
                             "empty_like", "repeat", "tile", "outer", "concatenate", "hstack",
                             "vstack", "stack", "arange", "random.permutation"}) {
      table[std::string("numpy.") + name] = {BaseKind::Ndarray, true, {}, ""};
    }
    for (const char* name : {"zeros", "ones", "empty", "eye", "identity", "linspace"}) {
      table[std::string("numpy.") + name] = {BaseKind::Ndarray, true, {}, "float64"};
    }
    for (const char* name : {"asarray", "reshape", "ravel", "transpose", "squeeze"}) {
      table[std::string("numpy.") + name] = {BaseKind::Ndarray, false, {}, ""};
    }
    table["list"] = table["sorted"] = {BaseKind::List, true, {}, ""};
    table["dict"] = table["collections.defaultdict"] = {BaseKind::Dict, true, {}, ""};
    table["collections.Counter"] = table["collections.OrderedDict"] = table["dict"];
    table["set"] = {BaseKind::Set, true, {}, ""};
    table["str"] = {BaseKind::Str, true, {}, ""};
    table["len"] = table["int"] = {BaseKind::Integer, false, {}, "int"};
    table["float"] = {BaseKind::Float, false, {}, "float"};
    table["bool"] = {BaseKind::Boolean, false, {}, ""};
    for (const char* name : {"csv.reader", "enumerate", "filter", "iter", "itertools.chain",
                             "itertools.count", "itertools.cycle", "itertools.islice",
                             "itertools.product", "map", "open", "reversed", "zip"}) {
      table[name] = {BaseKind::Iterator, false, {}, ""};
    }
    for (const char* name : {"DataFrame", "read_csv", "read_excel", "read_table"}) {
      table[std::string("pandas.") + name] = {BaseKind::Frame, false, {}, ""};
    }
    return table;
  }();
  return kMakers;
}

bool is_scalar_literal(Node node) {
  return node.is(NodeKind::Integer) || node.is(NodeKind::Float) || node.is(NodeKind::True) ||
         node.is(NodeKind::False) || node.is(NodeKind::None);
}

std::string type_of_literal(const Node& element) {
  // Both kinds may be imaginary.
  if (element.is(NodeKind::Float) || element.is(NodeKind::Integer)) {
    const auto node = number_node(element.text());
    const bool is_float = node && std::holds_alternative<loop_ir::FloatLiteral>(*node);
    const bool is_integer = node && std::holds_alternative<loop_ir::IntegerLiteral>(*node);
    return is_float ? "float" : is_integer ? "int" : "";
  }
  const auto operand = element.child(Field::Argument);
  if (element.is(NodeKind::UnaryOperator) && element.has_token("-") && operand) {
    return operand->is(NodeKind::UnaryOperator) ? "" : type_of_literal(*operand);
  }
  return "";
}

// "float" or "int" if all elements are such literals, else empty.
std::string common_element_type(const std::vector<Node>& elements) {
  std::set<std::string> types;
  for (const Node& element : elements) {
    types.insert(type_of_literal(element));
  }
  return types.size() == 1 ? *types.begin() : "";
}

Definition number_definition(Node literal, int sign) {
  const std::string_view token = literal.text();
  const auto node = number_node(token);
  if (node && std::holds_alternative<loop_ir::IntegerLiteral>(*node)) {
    return {BaseKind::Integer, false, sign * std::get<loop_ir::IntegerLiteral>(*node).value, "int"};
  }
  const bool is_float = node && std::holds_alternative<loop_ir::FloatLiteral>(*node);
  return {is_float ? BaseKind::Float : BaseKind::Unknown, false, {}, is_float ? "float" : ""};
}

std::optional<Node> keyword_value(Node arguments, std::string_view keyword) {
  for (const Node& argument : arguments.each_named_child()) {
    if (argument.is(NodeKind::KeywordArgument) && argument.child(Field::Name)->text() == keyword) {
      return argument.child(Field::Value);
    }
  }
  return std::nullopt;
}

std::string element_type_of_dtype(Node dtype) {
  static constexpr auto kTypes =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"double", "float64"},
                                                                    {"float", "float64"},
                                                                    {"float32", "float32"},
                                                                    {"float64", "float64"},
                                                                    {"int", "int64"},
                                                                    {"int16", "int16"},
                                                                    {"int32", "int32"},
                                                                    {"int64", "int64"},
                                                                    {"int8", "int8"},
                                                                    {"uint16", "uint16"},
                                                                    {"uint32", "uint32"},
                                                                    {"uint64", "uint64"},
                                                                    {"uint8", "uint8"}});
  std::string_view text = dtype.text();
  text.remove_prefix(text.rfind('.') + 1);
  const auto* found = std::ranges::find(kTypes, text, [](const auto& row) { return row.first; });
  return found != kTypes.end() ? std::string(found->second) : "";
}

// The dtype of np.zeros and its kin, as a keyword or as the second positional argument.
std::optional<Node> dtype_of(Node arguments, std::string_view maker) {
  if (const auto dtype = keyword_value(arguments, "dtype")) {
    return dtype;
  }
  const auto given = arguments.named_children();
  const bool is_second = maker == "numpy.zeros" || maker == "numpy.ones" || maker == "numpy.empty";
  return is_second && given.size() > 1 && !given[1].is(NodeKind::KeywordArgument)
             ? std::optional(given[1])
             : std::nullopt;
}

// Elements of such an array are objects, and t[0][i] reads the list or array behind t[0].
bool is_object_type(Node dtype) {
  std::string_view text = dtype.text();
  text.remove_prefix(text.rfind('.') + 1);
  return text == "object" || text == "object_" ||
         (dtype.is(NodeKind::String) && text.find('O') != std::string_view::npos) ||
         (dtype.is(NodeKind::String) && text.find("object") != std::string_view::npos);
}

// Named, or for all that a name tells. Of arguments by position each may be the dtype.
bool may_hold_objects(Node arguments) {
  static constexpr auto kPlainTypes =
      std::to_array<std::string_view>({"bool", "bytes", "complex", "float", "int", "str"});
  const auto dtype = keyword_value(arguments, "dtype");
  const bool is_open = dtype && dtype->is(NodeKind::Identifier) &&
                       element_type_of_dtype(*dtype).empty() &&
                       std::ranges::find(kPlainTypes, dtype->text()) == kPlainTypes.end();
  return is_open || (dtype && is_object_type(*dtype)) ||
         std::ranges::any_of(arguments.each_named_child(), [](Node argument) {
           return !argument.is(NodeKind::KeywordArgument) && !argument.is(NodeKind::String) &&
                  is_object_type(argument);
         });
}

// Of defaultdict(int); "object" if the factory may make anything.
std::string default_element_type(Node arguments, const NameLookup& look_up) {
  static constexpr auto kFactories =
      std::to_array<std::string_view>({"float", "int", "list", "set"});
  const auto given = arguments.named_children();
  const std::string factory = given.size() == 1 && given.front().is(NodeKind::Identifier)
                                  ? dotted_callee(given.front(), look_up)
                                  : "";
  return std::ranges::find(kFactories, factory) != kFactories.end() ? factory : "object";
}

Node root_of(Node callee) {
  while (callee.is(NodeKind::Attribute)) {
    callee = *callee.child(Field::Object);
  }
  return callee;
}

// ".random.rand" of np.random.rand.
void add_attributes(Node callee, std::string& dotted) {
  if (callee.is(NodeKind::Attribute)) {
    add_attributes(*callee.child(Field::Object), dotted);
    dotted += '.';
    dotted += callee.child(Field::Attribute)->text();
  }
}

Stage import_stage(Node callee, const NameLookup& look_up) {
  const Resolution resolution = look_up(root_of(callee).text());
  const bool is_of_earlier_cell =
      resolution.kind == Resolution::Kind::Imported && resolution.owner == nullptr;
  return is_of_earlier_cell ? Stage::Notebook : Stage::Loop;
}

// A second positional argument of np.zeros and its kin is the dtype too.
Definition call_definition(Node call, const NameLookup& look_up) {
  const auto callee = call.child(Field::Function);
  const auto arguments = call.child(Field::Arguments);
  if (!callee || !arguments || !arguments->is(NodeKind::ArgumentList)) {
    return {};
  }
  const auto made = makers().find(dotted_callee(*callee, look_up));
  if (made == makers().end()) {
    return {};
  }
  Definition definition = made->second;
  definition.known_at = import_stage(*callee, look_up);
  if (made->first == "collections.defaultdict") {
    definition.element_type = default_element_type(*arguments, look_up);
  }
  if (definition.kind == BaseKind::Ndarray && may_hold_objects(*arguments)) {
    return {};
  }
  if (definition.kind == BaseKind::Ndarray) {
    if (const auto dtype = dtype_of(*arguments, made->first)) {
      definition.element_type = element_type_of_dtype(*dtype);
    } else if (arguments->named_children().size() > 1) {
      definition.element_type.clear();
    }
    if (keyword_value(*arguments, "copy") || keyword_value(*arguments, "out")) {
      definition.is_fresh = false;
    }
  }
  return definition;
}

Definition negative_definition(Node unary) {
  const auto operand = unary.child(Field::Argument);
  const bool is_negative = unary.has_token("-") && operand && is_scalar_literal(*operand) &&
                           !operand->is(NodeKind::True) && !operand->is(NodeKind::False);
  return is_negative ? number_definition(*operand, -1) : Definition{};
}

// Of a value whose node says all of it.
Definition definition_of_kind(NodeKind kind) {
  switch (kind) {
    case NodeKind::True:
    case NodeKind::False:
      return {BaseKind::Boolean, false, {}, ""};
    case NodeKind::String:
    case NodeKind::ConcatenatedString:
      return {BaseKind::Str, true, {}, ""};
    case NodeKind::ListComprehension:
      return {BaseKind::List, true, {}, ""};
    case NodeKind::Dictionary:
    case NodeKind::DictionaryComprehension:
      return {BaseKind::Dict, true, {}, ""};
    case NodeKind::Set:
    case NodeKind::SetComprehension:
      return {BaseKind::Set, true, {}, ""};
    case NodeKind::GeneratorExpression:
      return {BaseKind::Iterator, false, {}, ""};
    case NodeKind::Lambda:
      return {BaseKind::Function, false, {}, ""};
    default:
      return {};
  }
}

// [0] * n and n * [0]; whatever else an operator makes is a new object too.
Definition operator_definition(Node operation, const NameLookup& look_up) {
  for (const Field side : {Field::Left, Field::Right}) {
    const auto operand = operation.child(side);
    if (operation.has_token("*") && operand && operand->is(NodeKind::List)) {
      return classify_definition(*operand, look_up);
    }
  }
  return {BaseKind::Unknown, true, {}, ""};
}

}  // namespace

std::string dotted_callee(Node callee, const NameLookup& look_up) {
  const Node object = root_of(callee);
  if (!object.is(NodeKind::Identifier)) {
    return "";
  }
  const Resolution resolution = look_up(object.text());
  if (resolution.kind == Resolution::Kind::Imported) {
    std::string dotted(resolution.imported_as);
    add_attributes(callee, dotted);
    return dotted;
  }
  const bool is_builtin = resolution.kind == Resolution::Kind::Unbound && object == callee;
  return is_builtin ? std::string(object.text()) : "";
}

Definition classify_definition(Node value, const NameLookup& look_up) {
  switch (value.kind()) {
    case NodeKind::Integer:
    case NodeKind::Float:
      return number_definition(value, 1);
    case NodeKind::UnaryOperator:
      return negative_definition(value);
    case NodeKind::List:
      return {BaseKind::List, true, {}, common_element_type(value.named_children())};
    case NodeKind::ParenthesizedExpression: {
      const auto inner = value.named_children();
      return inner.size() == 1 ? classify_definition(inner[0], look_up) : Definition{};
    }
    case NodeKind::BinaryOperator:
      return operator_definition(value, look_up);
    case NodeKind::Call:
      return call_definition(value, look_up);
    default:
      return definition_of_kind(value.kind());
  }
}

Definition common_part(const Definition& left, const Definition& right) {
  if (left.kind != right.kind) {
    const bool has_parameter = left.kind == BaseKind::Param || right.kind == BaseKind::Param;
    return {has_parameter ? BaseKind::Param : BaseKind::Unknown, false, {}, ""};
  }
  Definition common = left;
  common.is_fresh = false;
  common.constant.reset();
  common.known_at = std::max(left.known_at, right.known_at);
  if (left.element_type != right.element_type) {
    common.element_type.clear();
  }
  return common;
}

}  // namespace autopar::frontend
