#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/text.hpp"
#include "typing/arithmetic.hpp"
#include "typing/builtins.hpp"
#include "typing/comparison.hpp"
#include "typing/complex_functions.hpp"
#include "typing/expression_types.hpp"
#include "typing/math_functions.hpp"
#include "typing/numpy_functions.hpp"
#include "typing/typed.hpp"

// The part of ExpressionTypes that is about calls.
namespace autopar::typing {

using loop_ir::Call;
using loop_ir::ExpressionId;

Typed ExpressionTypes::type_of_call(const Call& call, SourceRange range) {
  if (call.resolved == loop_ir::kInlinedCall) {
    return type_of_each(positional_arguments(call));
  }
  if (const auto function = math_function_of(call, types_.float_mode)) {
    return type_of_function(*function, call, range);
  }
  if (const auto function = complex_function_of(call)) {
    return type_of_function(*function, call, range);
  }
  if (const auto function = numpy_function_of(call)) {
    return type_of_numpy(*function, call, range);
  }
  const auto function = builtin_of(call);
  return function ? type_of_builtin(*function, call, range)
                  : refuse(RefusalKind::NotCompiledYet, range, name_of(call));
}

std::string ExpressionTypes::name_of(const Call& call) const {
  return loop_ir::print_expression(nest_, call.callee_id);
}

Typed ExpressionTypes::type_of_builtin(Builtin function, const Call& call, SourceRange range) {
  const auto argument_ids = positional_arguments(call);
  if (!argument_ids.empty() && (function == Builtin::Min || function == Builtin::Max)) {
    return type_of_extreme(argument_ids, range);
  }
  if (argument_ids.size() != 1) {
    return refuse(RefusalKind::NotCompiledYet, range, "these arguments of " + name_of(call));
  }
  const Typed argument = type_of(argument_ids.front());
  if (!argument) {
    return argument;
  }
  if (may_be_complex(*argument) && function != Builtin::Bool) {
    return function == Builtin::Abs
               ? results_of(part_arithmetic(*argument), range)
               : refuse(RefusalKind::NotCompiledYet, range, name_of(call) + " of a complex number");
  }
  switch (function) {
    case Builtin::Int:
      return only(ValueType::Int);
    case Builtin::Float:
      return only(ValueType::Float);
    case Builtin::Bool:
      return only(ValueType::Bool);
    case Builtin::Round:
      // NumPy's bools have no __round__.
      return argument->contains(ValueType::NumpyBool)
                 ? refuse(RefusalKind::NotCompiledYet, range, name_of(call) + " of this type")
                 : Typed(only(ValueType::Int));
    default:
      return results_of(sign_arithmetic(*argument), range);
  }
}

Typed ExpressionTypes::type_of_each(const std::vector<ExpressionId>& value_ids) {
  Typed last = ValueTypes();
  for (const ExpressionId value_id : value_ids) {
    last = type_of(value_id);
    if (!last) {
      return last;
    }
  }
  return last;
}

template <class Function>
Typed ExpressionTypes::type_of_function(const Function& function, const Call& call,
                                        SourceRange range) {
  const auto argument_ids = positional_arguments(call);
  if (argument_ids.size() != function.argument_count) {
    return refuse(RefusalKind::NotCompiledYet, range, "these arguments of " + name_of(call));
  }
  for (const ExpressionId argument_id : argument_ids) {
    const Typed argument = type_of(argument_id);
    if (!argument) {
      return argument;
    }
    if (any_type(*argument, [&](ValueType type) { return !function.takes(type); })) {
      return refuse(RefusalKind::NotCompiledYet, range, name_of(call) + " of this type");
    }
  }
  return only(function.result());
}

Typed ExpressionTypes::type_of_numpy(const NumpyFunction& function, const Call& call,
                                     SourceRange range) {
  const auto argument_ids = positional_arguments(call);
  if (argument_ids.size() != function.argument_count) {
    return refuse(RefusalKind::NotCompiledYet, range, "these arguments of " + name_of(call));
  }
  std::vector<ValueTypes> arguments;
  for (const ExpressionId argument_id : argument_ids) {
    const Typed argument = type_of(argument_id);
    if (!argument || argument->empty()) {
      return argument;
    }
    if (may_be_complex(*argument)) {
      return refuse(RefusalKind::NotCompiledYet, range, name_of(call) + " of a complex number");
    }
    arguments.push_back(*argument);
  }
  if (function.rule == NumpyRule::Convert) {
    return only(function.target);
  }
  if (const auto type = numpy_integer_type(function, arguments)) {
    return only(*type);
  }
  const auto type = numpy_computed_type(function, arguments);
  if (!type) {
    return refuse(RefusalKind::NotCompiledYet, range, name_of(call) + " of this type");
  }
  return only(function.rule == NumpyRule::Test ? ValueType::NumpyBool : *type);
}

// Each is compared with the first one so far that no later one beat.
Typed ExpressionTypes::type_of_extreme(const std::vector<ExpressionId>& argument_ids,
                                       SourceRange range) {
  constexpr std::size_t kMost = 4;
  if (argument_ids.size() < 2 || argument_ids.size() > kMost) {
    return refuse(RefusalKind::NotCompiledYet, range,
                  "min or max of other than two to four arguments");
  }
  ValueTypes best;
  for (const ExpressionId argument_id : argument_ids) {
    const Typed argument = type_of(argument_id);
    if (!argument) {
      return argument;
    }
    if (may_be_complex(*argument) || !comparison_type(*argument, best)) {
      return refuse(RefusalKind::OtherOperator, range, "this comparison");
    }
    best.insert(*argument);
  }
  return best;
}

}  // namespace autopar::typing
