#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <type_traits>
#include <utility>

#include "base/small_vector.hpp"
#include "base/text_literal.hpp"
#include "loop_ir/text.hpp"

namespace autopar::loop_ir {
namespace {

template <class T>
constexpr bool kIsVector = false;
template <class T>
constexpr bool kIsVector<std::vector<T>> = true;
template <class T, std::size_t kInline>
constexpr bool kIsVector<SmallVector<T, kInline>> = true;
template <class T>
constexpr bool kIsOptional = false;
template <class T>
constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
constexpr bool kIsPair = false;
template <class First, class Second>
constexpr bool kIsPair<std::pair<First, Second>> = true;
template <class T>
constexpr bool kIsVariant = false;
template <class... Types>
constexpr bool kIsVariant<std::variant<Types...>> = true;
template <class T>
constexpr bool kIsId = false;
template <class Tag>
constexpr bool kIsId<Id<Tag>> = true;
template <class T>
constexpr bool kIsStore = false;
template <class Id_, class T>
constexpr bool kIsStore<IdStore<Id_, T>> = true;
template <class T>
constexpr bool kIsEnumSet = false;
template <class T>
constexpr bool kIsEnumSet<EnumSet<T>> = true;

// The names of a variant's alternatives, in its order.
template <class Variant>
struct AlternativeNames;
template <>
struct AlternativeNames<ExpressionNode> {
  static constexpr std::string_view kList =
      "IntegerLiteral, BigIntegerLiteral, FloatLiteral, ImaginaryLiteral, BooleanLiteral, "
      "NoneLiteral, EllipsisLiteral, StringLiteral, NameRead, Attribute, Subscript, Slice, Unary, "
      "Binary, Comparison, BooleanOperation, Conditional, Call, Display, Comprehension, "
      "OpaqueExpression";
  static_assert(named_enum::count(kList) == std::variant_size_v<ExpressionNode>);
};
template <>
struct AlternativeNames<StatementNode> {
  static constexpr std::string_view kList =
      "Assign, AugmentedAssign, If, LoopStatement, Break, Continue, Pass, ExpressionStatement, "
      "OpaqueStatement";
  static_assert(named_enum::count(kList) == std::variant_size_v<StatementNode>);
};

class Writer {
 public:
  std::string take() { return std::move(text_); }

  void operator()(std::string_view label, const auto& value) {
    text_ += ' ';
    text_ += label;
    text_ += '=';
    write(value);
  }

  void write(const std::string& value) { text_ += quote(value); }
  void write(bool value) { text_ += value ? "true" : "false"; }
  template <class T>
    requires std::is_integral_v<T>
  void write(T value) {
    text_ += std::to_string(value);
  }
  void write(double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%a", value);
    text_ += buffer;
  }
  void write(RefusalKind kind) { text_ += name_of(kind); }
  void write(const SourceRange& range) {
    for (const SourcePosition& position : {range.begin, range.end}) {
      text_ += '<' + std::to_string(position.line) + ':' + std::to_string(position.column_bytes) +
               ':' + std::to_string(position.offset_bytes) + '>';
    }
  }
  void write(const Refusal& refusal) {
    text_ += '{';
    (*this)("kind", refusal.kind);
    (*this)("range", refusal.range);
    (*this)("detail", refusal.detail);
    text_ += " }";
  }
  template <class T>
    requires(!std::is_integral_v<T>)
  void write(const T& value) {
    if constexpr (kIsId<T>) {
      text_ += value.is_valid() ? '%' + std::to_string(value.index()) : "%none";
    } else if constexpr (kIsOptional<T>) {
      value ? write(*value) : void(text_ += "none");
    } else if constexpr (kIsVector<T>) {
      write_list(value, " ");
    } else if constexpr (kIsStore<T>) {
      write_list(value, "\n  ");
    } else if constexpr (kIsPair<T>) {
      text_ += '(';
      write(value.first);
      text_ += ' ';
      write(value.second);
      text_ += ')';
    } else if constexpr (kIsEnumSet<T>) {
      text_ += '#' + std::to_string(value.bits());
    } else if constexpr (std::is_enum_v<T>) {
      text_ += name_of(value);
    } else if constexpr (kIsVariant<T>) {
      text_ += named_enum::at(AlternativeNames<T>::kList, value.index());
      text_ += ' ';
      std::visit([this](const auto& node) { this->write(node); }, value);
    } else {
      text_ += '{';
      T::describe(*this, value);
      text_ += " }";
    }
  }

 private:
  void write_list(const auto& values, std::string_view separator) {
    text_ += '[';
    for (const auto& value : values) {
      text_ += separator;
      write(value);
    }
    text_ += " ]";
  }

  std::string text_;
};

// Thrown and caught within this file: reading is recursive and stops at the first fault.
struct Fault {
  std::string expected;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t line() const {
    return 1 + static_cast<std::size_t>(std::count(
                   text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  }

  void operator()(std::string_view label, auto& value) {
    expect(label);
    expect("=");
    read(value);
  }

  void read(std::string& value) {
    skip_blanks();
    const auto literal = unquote(text_.substr(at_));
    if (!literal) {
      throw Fault{"a quoted text"};
    }
    value = literal->text;
    at_ += literal->length;
  }
  void read(bool& value) {
    value = accept("true");
    if (!value) {
      expect("false");
    }
  }
  template <class T>
    requires std::is_integral_v<T>
  void read(T& value) {
    skip_blanks();
    const auto [end, error] =
        std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc()) {
      throw Fault{"an integer"};
    }
    at_ = static_cast<std::size_t>(end - text_.data());
  }
  void read(double& value) {
    const std::string token(word());
    char* end = nullptr;
    value = std::strtod(token.c_str(), &end);
    if (token.empty() || *end != '\0') {
      throw Fault{"a float"};
    }
  }
  void read(RefusalKind& kind) {
    const std::string_view token = word();
    for (std::uint8_t index = 0; index < kRefusalKindCount; ++index) {
      if (name_of(static_cast<RefusalKind>(index)) == token) {
        kind = static_cast<RefusalKind>(index);
        return;
      }
    }
    throw Fault{"a refusal kind"};
  }
  void read(SourceRange& range) {
    for (SourcePosition* position : {&range.begin, &range.end}) {
      expect("<");
      read(position->line);
      expect(":");
      read(position->column_bytes);
      expect(":");
      read(position->offset_bytes);
      expect(">");
    }
  }
  void read(Refusal& refusal) {
    expect("{");
    (*this)("kind", refusal.kind);
    (*this)("range", refusal.range);
    (*this)("detail", refusal.detail);
    expect("}");
  }
  template <class T>
    requires(!std::is_integral_v<T>)
  void read(T& value) {
    if constexpr (kIsId<T>) {
      read_id(value);
    } else if constexpr (kIsOptional<T>) {
      if (!accept("none")) {
        read(value.emplace());
      }
    } else if constexpr (kIsVector<T>) {
      read_list([&value](auto element) { value.push_back(std::move(element)); },
                typename T::value_type{});
    } else if constexpr (kIsStore<T>) {
      read_list([&value](auto element) { value.add(std::move(element)); },
                std::decay_t<decltype(*value.begin())>{});
    } else if constexpr (kIsPair<T>) {
      expect("(");
      read(value.first);
      read(value.second);
      expect(")");
    } else if constexpr (kIsEnumSet<T>) {
      read_set(value);
    } else if constexpr (std::is_enum_v<T>) {
      const auto parsed = parse_name<T>(word());
      if (!parsed) {
        throw Fault{"an enumerator"};
      }
      value = *parsed;
    } else if constexpr (kIsVariant<T>) {
      read_variant(value, std::make_index_sequence<std::variant_size_v<T>>{});
    } else {
      expect("{");
      T::describe(*this, value);
      expect("}");
    }
  }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size()); }
  bool accept(std::string_view token) {
    skip_blanks();
    if (text_.substr(at_, token.size()) != token) {
      return false;
    }
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) {
      throw Fault{"'" + std::string(token) + "'"};
    }
  }
  std::string_view word() {
    skip_blanks();
    const std::size_t end = std::min(text_.find_first_of(" \n", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    at_ = end;
    return token;
  }
  template <class Tag>
  void read_id(Id<Tag>& id) {
    expect("%");
    std::uint32_t index = 0;
    if (accept("none")) {
      id = Id<Tag>();
    } else {
      read(index);
      id = Id<Tag>(index);
    }
  }
  template <class Element>
  void read_list(auto add, const Element&) {
    expect("[");
    while (!accept("]")) {
      Element element{};
      read(element);
      add(std::move(element));
    }
  }
  template <class Enum>
  void read_set(EnumSet<Enum>& set) {
    expect("#");
    std::uint64_t bits = 0;
    read(bits);
    for (const Enum value : all_of<Enum>()) {
      if ((bits >> static_cast<unsigned>(value) & 1U) != 0) {
        set.insert(value);
      }
    }
  }
  template <class Variant, std::size_t... kIndices>
  void read_variant(Variant& variant, std::index_sequence<kIndices...>) {
    const std::string_view token = word();
    const bool found = ((named_enum::at(AlternativeNames<Variant>::kList, kIndices) == token &&
                         (read(variant.template emplace<kIndices>()), true)) ||
                        ...);
    if (!found) {
      throw Fault{"the name of a node"};
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string print_nest(const LoopNest& nest) {
  Writer writer;
  writer.write(nest);
  return writer.take() + "\n";
}

Result<LoopNest> read_nest(std::string_view text) {
  Reader reader(text);
  LoopNest nest;
  try {
    reader.read(nest);
  } catch (const Fault& fault) {
    return fail("line " + std::to_string(reader.line()) + " of the nest's text: expected " +
                fault.expected);
  }
  return nest;
}

}  // namespace autopar::loop_ir
