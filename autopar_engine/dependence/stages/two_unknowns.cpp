#include "dependence/stages/two_unknowns.hpp"

#include <algorithm>
#include <utility>

namespace autopar::dependence {
namespace {

Wide magnitude(Wide value) { return value < 0 ? -value : value; }

// Toward minus infinity.
Wide floor_quotient(Wide dividend, Wide divisor) {
  const Wide quotient = dividend / divisor;
  const bool rounds_up = dividend % divisor != 0 && ((dividend < 0) != (divisor < 0));
  return rounds_up ? quotient - 1 : quotient;
}

Wide floor_remainder(Wide dividend, Wide divisor) {
  return dividend - floor_quotient(dividend, divisor) * divisor;
}

struct Bezout {
  Wide divisor = 0;
  // divisor = factor * left, modulo right.
  Wide factor = 0;
};

Bezout extended_divisor(Wide left, Wide right) {
  Wide factor = 1;
  Wide next_factor = 0;
  while (right != 0) {
    const Wide quotient = left / right;
    left = std::exchange(right, left - quotient * right);
    factor = std::exchange(next_factor, factor - quotient * next_factor);
  }
  return left < 0 ? Bezout{-left, -factor} : Bezout{left, factor};
}

// The k for which all constraints so far hold.
struct Parameters {
  std::optional<Wide> lower;
  std::optional<Wide> upper;
  bool is_empty = false;

  // offset + slope * k >= 0.
  void require(Wide offset, Wide slope) {
    if (slope == 0) {
      is_empty = is_empty || offset < 0;
    } else if (slope > 0) {
      const Wide bound = -floor_quotient(offset, slope);
      lower = std::max(lower.value_or(bound), bound);
    } else {
      const Wide bound = floor_quotient(offset, -slope);
      upper = std::min(upper.value_or(bound), bound);
    }
    is_empty = is_empty || (lower && upper && *lower > *upper);
  }

  // value = offset + slope * k lies in the bounds.
  void require_in(const BoundedUnknown& unknown, Wide offset, Wide slope) {
    require(offset - unknown.lower, slope);
    if (unknown.upper) {
      require(*unknown.upper - offset, -slope);
    }
  }
};

}  // namespace

bool has_solution(const BoundedUnknown& first, const BoundedUnknown& second, std::int64_t constant,
                  Direction direction) {
  const Bezout bezout = extended_divisor(first.coefficient, second.coefficient);
  if (constant % bezout.divisor != 0) {
    return false;
  }
  const Wide p = first.coefficient / bezout.divisor;
  const Wide q = second.coefficient / bezout.divisor;
  const Wide rest = -Wide{constant} / bezout.divisor;
  const Wide period = magnitude(q);
  const Wide u = floor_remainder(
      floor_remainder(rest, period) * floor_remainder(bezout.factor, period), period);
  const Wide v = (rest - p * u) / q;
  Parameters parameters;
  parameters.require_in(first, u, q);
  parameters.require_in(second, v, -p);
  if (direction == Direction::Less) {
    parameters.require(v - u - 1, -p - q);
  } else if (direction == Direction::Greater) {
    parameters.require(u - v - 1, p + q);
  }
  return !parameters.is_empty;
}

BoundedUnknown only_unknown(const ActiveTerm& term) {
  const bool is_source = term.sink == 0;
  BoundedUnknown unknown{is_source ? Wide{term.source} : -Wide{term.sink}, 0, term.index.last};
  const Direction direction = term.is_shared ? term.index.direction : Direction::Any;
  if (direction != Direction::Less && direction != Direction::Greater) {
    return unknown;
  }
  const bool comes_first = (direction == Direction::Less) == is_source;
  if (!comes_first) {
    unknown.lower = 1;
  } else if (unknown.upper) {
    unknown.upper = *unknown.upper - 1;
  }
  return unknown;
}

}  // namespace autopar::dependence
