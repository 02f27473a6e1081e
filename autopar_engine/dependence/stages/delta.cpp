#include "dependence/stages/delta.hpp"

#include <algorithm>
#include <limits>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

__extension__ using Wide = __int128;

// a*x - b*y + constant = 0, of one shared index, and the equation that says so.
struct Line {
  std::size_t equation = 0;
  std::size_t position = 0;
  std::int64_t a = 0;
  std::int64_t b = 0;
  std::int64_t constant = 0;
};

// Nothing if the equation is about more than one unknown pair.
std::optional<Line> line_of(const CoupledSystem& system, std::size_t number) {
  const SubscriptEquation& equation = system.equations[number];
  std::optional<Line> line;
  for (std::size_t position = 0; position < equation.shared.size(); ++position) {
    const auto [a, b] = equation.shared[position];
    const SharedIndex& index = system.space.shared[position];
    if (a == 0 && b == 0) {
      continue;
    }
    const bool is_pair = index.direction != Direction::Equal && index.has_known_step;
    if (line || !is_pair) {
      return std::nullopt;
    }
    line = Line{number, position, a, b, equation.constant};
  }
  const bool is_alone =
      std::ranges::all_of(equation.free, [](std::int64_t factor) { return factor == 0; });
  return is_alone ? line : std::nullopt;
}

// Applies the change to every equation, or to none if one overflows.
template <class Change>
bool change_all(CoupledSystem& system, Change change) {
  std::vector<SubscriptEquation> equations = system.equations;
  if (!std::ranges::all_of(equations, change)) {
    return false;
  }
  system.equations = std::move(equations);
  return true;
}

// constant += coefficient * value.
bool move_to_constant(SubscriptEquation& equation, std::int64_t& coefficient, std::int64_t value) {
  const auto product = checked_multiply(coefficient, value);
  const auto constant = product ? checked_add(equation.constant, *product) : std::nullopt;
  equation.constant = constant.value_or(0);
  coefficient = 0;
  return constant.has_value();
}

using Coefficient = std::int64_t SubscriptEquation::Coefficients::*;

// x = value, or -y = value; the equation that says so stays. False if no other one mentions it.
bool put_value(CoupledSystem& system, const Line& line, Coefficient side, std::int64_t value) {
  bool is_mentioned = false;
  std::size_t number = 0;
  const bool fits = change_all(system, [&](SubscriptEquation& equation) {
    std::int64_t& coefficient = equation.shared[line.position].*side;
    if (number++ == line.equation || coefficient == 0) {
      return true;
    }
    is_mentioned = true;
    return move_to_constant(equation, coefficient, value);
  });
  return fits && is_mentioned;
}

bool put_point(CoupledSystem& system, std::size_t position, std::int64_t x, std::int64_t y) {
  const bool fits = change_all(system, [&](SubscriptEquation& equation) {
    auto& [source, sink] = equation.shared[position];
    return move_to_constant(equation, source, x) && move_to_constant(equation, sink, -y);
  });
  if (fits) {
    system.distances[position] = y - x;
  }
  return fits;
}

// y = x + distance: the index becomes one unknown.
bool put_distance(CoupledSystem& system, std::size_t position, std::int64_t distance) {
  const bool has_changed = change_all(system, [&](SubscriptEquation& equation) {
    const auto shift = checked_multiply(equation.shared[position].sink, distance);
    const auto constant = shift ? checked_subtract(equation.constant, *shift) : std::nullopt;
    equation.constant = constant.value_or(0);
    return constant.has_value();
  });
  if (has_changed) {
    system.space.shared[position].direction = Direction::Equal;
    system.distances[position] = distance;
  }
  return has_changed;
}

// dividend / divisor where that is an integer in 64 bits.
std::optional<std::int64_t> exact_quotient(std::int64_t dividend, std::int64_t divisor) {
  const auto remainder = floor_mod(dividend, divisor);
  return remainder == 0 ? floor_div(dividend, divisor) : std::nullopt;
}

DeltaOutcome reduced_if(bool has_changed) {
  return has_changed ? DeltaOutcome::Reduced : DeltaOutcome::Unchanged;
}

DeltaOutcome use_line(CoupledSystem& system, const Line& line) {
  if (line.a == line.b) {
    const auto distance = exact_quotient(line.constant, line.a);
    return reduced_if(distance && put_distance(system, line.position, *distance));
  }
  const auto negated = checked_negate(line.constant);
  if (line.b == 0) {
    const auto x = negated ? exact_quotient(*negated, line.a) : std::nullopt;
    return reduced_if(x && put_value(system, line, &SubscriptEquation::Coefficients::source, *x));
  }
  if (line.a == 0) {
    const auto minus_y = negated ? exact_quotient(*negated, line.b) : std::nullopt;
    return reduced_if(minus_y &&
                      put_value(system, line, &SubscriptEquation::Coefficients::sink, *minus_y));
  }
  return DeltaOutcome::Unchanged;
}

std::optional<Wide> cross(std::int64_t first, std::int64_t second, std::int64_t third,
                          std::int64_t fourth) {
  Wide difference = 0;
  const bool overflows =
      __builtin_sub_overflow(Wide{first} * second, Wide{third} * fourth, &difference);
  return overflows ? std::nullopt : std::optional(difference);
}

bool is_allowed(Wide x, Wide y, const SharedIndex& index) {
  const auto is_inside = [&](Wide value) {
    return value >= 0 && (!index.last || value <= *index.last);
  };
  return is_inside(x) && is_inside(y) && (index.direction != Direction::Less || x < y) &&
         (index.direction != Direction::Greater || x > y);
}

// By Cramer's rule: x = (b1*c2 - b2*c1) / (a1*b2 - a2*b1) up to sign, y alike.
DeltaOutcome intersect(CoupledSystem& system, const Line& left, const Line& right) {
  const auto determinant = cross(left.b, right.a, left.a, right.b);
  const auto x_part = cross(left.constant, right.b, left.b, right.constant);
  const auto y_part = cross(left.constant, right.a, left.a, right.constant);
  if (!determinant || !x_part || !y_part) {
    return DeltaOutcome::Unchanged;
  }
  if (*determinant == 0) {
    const bool is_one_line = *x_part == 0 && *y_part == 0;
    return is_one_line ? DeltaOutcome::Unchanged : DeltaOutcome::Independent;
  }
  const Wide x = *x_part / *determinant;
  const Wide y = *y_part / *determinant;
  const bool is_integer = x * *determinant == *x_part && y * *determinant == *y_part;
  if (!is_integer || !is_allowed(x, y, system.space.shared[left.position])) {
    return DeltaOutcome::Independent;
  }
  const auto last = std::numeric_limits<std::int64_t>::max();
  if (x > last || y > last) {
    return DeltaOutcome::Unchanged;
  }
  return reduced_if(
      put_point(system, left.position, static_cast<std::int64_t>(x), static_cast<std::int64_t>(y)));
}

DeltaOutcome intersect_lines(CoupledSystem& system, const std::vector<Line>& lines) {
  for (std::size_t left = 0; left < lines.size(); ++left) {
    for (std::size_t right = left + 1; right < lines.size(); ++right) {
      if (lines[left].position != lines[right].position) {
        continue;
      }
      const DeltaOutcome outcome = intersect(system, lines[left], lines[right]);
      if (outcome != DeltaOutcome::Unchanged) {
        return outcome;
      }
    }
  }
  return DeltaOutcome::Unchanged;
}

}  // namespace

DeltaOutcome propagate_constraints(CoupledSystem& system) {
  std::vector<Line> lines;
  for (std::size_t number = 0; number < system.equations.size(); ++number) {
    if (const auto line = line_of(system, number)) {
      lines.push_back(*line);
    }
  }
  const DeltaOutcome crossed = intersect_lines(system, lines);
  if (crossed != DeltaOutcome::Unchanged) {
    return crossed;
  }
  for (const Line& line : lines) {
    const DeltaOutcome outcome = use_line(system, line);
    if (outcome != DeltaOutcome::Unchanged) {
      return outcome;
    }
  }
  return DeltaOutcome::Unchanged;
}

}  // namespace autopar::dependence
