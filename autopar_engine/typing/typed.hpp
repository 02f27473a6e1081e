#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "autopar/refusal.hpp"
#include "typing/arithmetic.hpp"
#include "typing/value_types.hpp"

namespace autopar::typing {

// The types that the values of an expression may have, or why it is not compiled.
using Typed = tl::expected<ValueTypes, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(RefusalKind kind, SourceRange range,
                                                    std::string detail) {
  return tl::unexpected<Refusal>(Refusal{kind, range, std::move(detail)});
}

// Of an operation on types that are known.
[[nodiscard]] inline Typed results_of(tl::expected<Arithmetic, std::string> arithmetic,
                                      SourceRange range) {
  return arithmetic ? Typed(arithmetic->results)
                    : refuse(RefusalKind::OtherOperator, range, std::move(arithmetic).error());
}

[[nodiscard]] inline bool may_be_complex(ValueTypes types) { return any_type(types, is_complex); }

}  // namespace autopar::typing
