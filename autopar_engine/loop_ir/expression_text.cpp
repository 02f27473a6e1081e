#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/overloaded.hpp"
#include "loop_ir/text.hpp"

namespace autopar::loop_ir {
namespace {

// Python's precedence, from loosest to tightest.
enum Precedence {
  kTuple,
  kConditional,
  kOr,
  kAnd,
  kNot,
  kComparison,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kSum,
  kProduct,
  kUnary,
  kPower,
  kAtom
};

struct OperatorText {
  std::string_view text;
  Precedence precedence;
};

OperatorText text_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return {" + ", kSum};
    case BinaryOperator::Subtract:
      return {" - ", kSum};
    case BinaryOperator::Multiply:
      return {" * ", kProduct};
    case BinaryOperator::TrueDivide:
      return {" / ", kProduct};
    case BinaryOperator::FloorDivide:
      return {" // ", kProduct};
    case BinaryOperator::Modulo:
      return {" % ", kProduct};
    case BinaryOperator::MatrixMultiply:
      return {" @ ", kProduct};
    case BinaryOperator::Power:
      return {"**", kPower};
    case BinaryOperator::LeftShift:
      return {" << ", kShift};
    case BinaryOperator::RightShift:
      return {" >> ", kShift};
    case BinaryOperator::BitAnd:
      return {" & ", kBitAnd};
    case BinaryOperator::BitOr:
      return {" | ", kBitOr};
    case BinaryOperator::BitXor:
      return {" ^ ", kBitXor};
  }
  AUTOPAR_CHECK(false, "a binary operator");
}

std::string_view text_of(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::Less:
      return " < ";
    case ComparisonOperator::LessEqual:
      return " <= ";
    case ComparisonOperator::Greater:
      return " > ";
    case ComparisonOperator::GreaterEqual:
      return " >= ";
    case ComparisonOperator::Equal:
      return " == ";
    case ComparisonOperator::NotEqual:
      return " != ";
    case ComparisonOperator::Is:
      return " is ";
    case ComparisonOperator::IsNot:
      return " is not ";
    case ComparisonOperator::In:
      return " in ";
    case ComparisonOperator::NotIn:
      return " not in ";
  }
  AUTOPAR_CHECK(false, "a comparison operator");
}

std::string_view text_of(UnaryOperator op) {
  switch (op) {
    case UnaryOperator::Negate:
      return "-";
    case UnaryOperator::Plus:
      return "+";
    case UnaryOperator::Invert:
      return "~";
    case UnaryOperator::Not:
      return "not ";
  }
  AUTOPAR_CHECK(false, "a unary operator");
}

// The shortest text that reads back as the same double; Python would not call "1" a float.
std::string print_float(double value) {
  if (std::isinf(value)) {
    return "1e999";
  }
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  AUTOPAR_CHECK(error == std::errc(), "a double of at most 32 characters");
  std::string text(buffer, end);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

class ExpressionPrinter {
 public:
  explicit ExpressionPrinter(const LoopNest& nest) : nest_(nest) {}

  // In parentheses if its own precedence is looser than the one around it.
  std::string print(ExpressionId expression_id, Precedence around) const {
    const auto [text, precedence] = render(nest_.expressions[expression_id].node);
    return precedence < around ? "(" + text + ")" : text;
  }

 private:
  struct Rendered {
    std::string text;
    Precedence precedence;
  };

  Rendered render(const ExpressionNode& node) const {
    return std::visit(
        Overloaded{
            [](const IntegerLiteral& literal) {
              return Rendered{std::to_string(literal.value), kAtom};
            },
            [](const BigIntegerLiteral& literal) { return Rendered{literal.digits, kAtom}; },
            [](const FloatLiteral& literal) { return Rendered{print_float(literal.value), kAtom}; },
            [](const ImaginaryLiteral& literal) {
              return Rendered{print_float(literal.value) + "j", kAtom};
            },
            [](const BooleanLiteral& literal) {
              return Rendered{literal.value ? "True" : "False", kAtom};
            },
            [](const NoneLiteral&) { return Rendered{"None", kAtom}; },
            [](const EllipsisLiteral&) { return Rendered{"...", kAtom}; },
            [](const StringLiteral& literal) { return Rendered{literal.text, kAtom}; },
            [this](const NameRead& name) {
              return Rendered{nest_.names[name.name_id].text, kAtom};
            },
            [this](const Attribute& attribute) {
              return Rendered{print(attribute.object_id, kAtom) + "." + attribute.attribute, kAtom};
            },
            [this](const Subscript& subscript) {
              return Rendered{
                  print(subscript.base_id, kAtom) + "[" + join(subscript.index_ids) + "]", kAtom};
            },
            [this](const Slice& slice) { return Rendered{render_slice(slice), kTuple}; },
            [this](const Unary& unary) {
              const Precedence own = unary.op == UnaryOperator::Not ? kNot : kUnary;
              return Rendered{std::string(text_of(unary.op)) + print(unary.operand_id, own), own};
            },
            [this](const Binary& binary) { return render_binary(binary); },
            [this](const Comparison& comparison) {
              std::string text = print(comparison.first_id, kBitOr);
              for (const auto& [op, operand_id] : comparison.rest) {
                text += std::string(text_of(op)) + print(operand_id, kBitOr);
              }
              return Rendered{text, kComparison};
            },
            [this](const BooleanOperation& operation) { return render_boolean(operation); },
            [this](const Conditional& conditional) {
              return Rendered{print(conditional.when_true_id, kOr) + " if " +
                                  print(conditional.test_id, kOr) + " else " +
                                  print(conditional.when_false_id, kConditional),
                              kConditional};
            },
            [this](const Call& call) { return Rendered{render_call(call), kAtom}; },
            [this](const Display& display) { return Rendered{render_display(display), kAtom}; },
            [](const Comprehension&) { return Rendered{"[...]", kAtom}; },
            [](const OpaqueExpression&) { return Rendered{"...", kAtom}; }},
        node);
  }

  // ** binds to the right, the others to the left.
  Rendered render_binary(const Binary& binary) const {
    const auto [text, own] = text_of(binary.op);
    const auto tighter = static_cast<Precedence>(own + 1);
    const bool is_power = binary.op == BinaryOperator::Power;
    return {print(binary.left_id, is_power ? tighter : own) + std::string(text) +
                print(binary.right_id, is_power ? kUnary : tighter),
            own};
  }

  Rendered render_boolean(const BooleanOperation& operation) const {
    const bool is_and = operation.op == BooleanOperator::And;
    const Precedence own = is_and ? kAnd : kOr;
    std::string text;
    for (const ExpressionId operand_id : operation.operand_ids) {
      text += text.empty() ? "" : (is_and ? " and " : " or ");
      text += print(operand_id, static_cast<Precedence>(own + 1));
    }
    return {text, own};
  }

  std::string render_slice(const Slice& slice) const {
    const auto part = [this](ExpressionId id) {
      return id.is_valid() ? print(id, kConditional) : std::string();
    };
    std::string text = part(slice.lower_id) + ":" + part(slice.upper_id);
    return slice.step_id.is_valid() ? text + ":" + part(slice.step_id) : text;
  }

  std::string render_call(const Call& call) const {
    std::string text = print(call.callee_id, kAtom) + "(";
    for (std::size_t index = 0; index < call.arguments.size(); ++index) {
      const Argument& argument = call.arguments[index];
      text += index == 0 ? "" : ", ";
      text += std::string(argument.stars, '*');
      text += argument.keyword.empty() ? "" : argument.keyword + "=";
      text += print(argument.value_id, kConditional);
    }
    return text + ")";
  }

  std::string render_display(const Display& display) const {
    const bool has_one = display.element_ids.size() == 1;
    switch (display.kind) {
      case DisplayKind::Tuple:
        return "(" + join(display.element_ids) + (has_one ? ",)" : ")");
      case DisplayKind::List:
        return "[" + join(display.element_ids) + "]";
      case DisplayKind::Set:
        return "{" + join(display.element_ids) + "}";
      case DisplayKind::Dict:
        return render_dict(display.element_ids);
    }
    AUTOPAR_CHECK(false, "a kind of display");
  }

  std::string render_dict(const std::vector<ExpressionId>& ids) const {
    std::string text = "{";
    for (std::size_t index = 0; index < ids.size(); ++index) {
      const bool is_key = index % 2 == 0;
      text += is_key ? (index == 0 ? "" : ", ") : ": ";
      text += print(ids[index], kConditional);
    }
    return text + "}";
  }

  std::string join(const std::vector<ExpressionId>& ids) const {
    std::string text;
    for (const ExpressionId id : ids) {
      text += (text.empty() ? "" : ", ") + print(id, kTuple);
    }
    return text;
  }

  const LoopNest& nest_;
};

void append_term(std::string& text, std::int64_t coefficient, const std::string& name) {
  const bool is_negative = coefficient < 0;
  if (text.empty()) {
    text += is_negative ? "-" : "";
  } else {
    text += is_negative ? " - " : " + ";
  }
  const auto magnitude = is_negative ? ~static_cast<std::uint64_t>(coefficient) + 1
                                     : static_cast<std::uint64_t>(coefficient);
  if (name.empty()) {
    text += std::to_string(magnitude);
  } else {
    text += (magnitude == 1 ? "" : std::to_string(magnitude) + "*") + name;
  }
}

}  // namespace

std::string print_expression(const LoopNest& nest, ExpressionId expression_id) {
  return ExpressionPrinter(nest).print(expression_id, kTuple);
}

std::string print_affine(const LoopNest& nest, const AffineForm& form) {
  std::string text;
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    const NameId index = nest.loops[loop_id].index_name_id;
    append_term(
        text, coefficient,
        index.is_valid() ? nest.names[index].text : "loop" + std::to_string(loop_id.index()));
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    append_term(text, coefficient, print_symbol(nest, symbol_id));
  }
  if (form.constant() != 0 || text.empty()) {
    append_term(text, form.constant(), "");
  }
  return text;
}

std::string print_symbol(const LoopNest& nest, SymbolId symbol_id) {
  const Symbol& symbol = nest.symbols[symbol_id];
  const std::string& name = nest.names[symbol.name_id].text;
  if (symbol.kind == SymbolKind::Value) {
    return name;
  }
  return symbol.dimension == 0 ? "len(" + name + ")"
                               : name + ".shape[" + std::to_string(symbol.dimension) + "]";
}

}  // namespace autopar::loop_ir
