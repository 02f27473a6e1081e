#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace autopar::polyhedra {

inline constexpr std::size_t kMaximumVariables = 20;

// The sum of coefficient * variable, plus the constant. Coefficients beyond the variables of the
// set are zero.
struct LinearForm {
  std::array<std::int64_t, kMaximumVariables> coefficients{};
  std::int64_t constant = 0;

  bool operator==(const LinearForm&) const = default;
};

[[nodiscard]] LinearForm constant_form(std::int64_t value);

// left + factor * right. Nothing where one of them is nothing or a number leaves 64 bits.
[[nodiscard]] std::optional<LinearForm> combine(const std::optional<LinearForm>& left,
                                                const std::optional<LinearForm>& right,
                                                std::int64_t factor);

// sign * form + constant. Nothing where a number leaves 64 bits.
[[nodiscard]] std::optional<LinearForm> shifted(const LinearForm& form, std::int64_t sign,
                                                std::int64_t constant);

}  // namespace autopar::polyhedra
