#include "polyhedra/elimination.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "autopar/check.hpp"

namespace autopar::polyhedra {
namespace {

// Where an equality has a coefficient of the smallest magnitude.
struct Pivot {
  std::size_t equality = 0;
  std::size_t variable = 0;
  std::int64_t magnitude = 0;
};

Pivot smallest_coefficient(const System& system) {
  Pivot pivot;
  for (std::size_t equality = 0; equality < system.equalities().size(); ++equality) {
    for (std::size_t variable = 0; variable < system.variable_count(); ++variable) {
      const std::int64_t magnitude = std::abs(system.equalities()[equality].coefficients[variable]);
      if (magnitude != 0 && (pivot.magnitude == 0 || magnitude < pivot.magnitude)) {
        pivot = {equality, variable, magnitude};
      }
    }
  }
  AUTOPAR_CHECK(pivot.magnitude != 0, "an equality over at least one variable");
  return pivot;
}

// Of a sign * x + rest = 0 with sign 1 or -1.
LinearForm solved(const LinearForm& equality, std::size_t variable, std::size_t variable_count) {
  LinearForm value;
  const std::int64_t sign = -equality.coefficients[variable];
  for (std::size_t other = 0; other < variable_count; ++other) {
    value.coefficients[other] = other == variable ? 0 : sign * equality.coefficients[other];
  }
  value.constant = sign * equality.constant;
  return value;
}

std::int64_t nearest_quotient(std::int64_t dividend, std::int64_t divisor) {
  const Wide size = magnitude(divisor);
  const Wide doubled = 2 * Wide{dividend} * (divisor < 0 ? -1 : 1);
  return static_cast<std::int64_t>(floor_quotient(doubled + size, 2 * size));
}

LinearForm rotated(const LinearForm& equality, std::size_t variable, std::size_t variable_count) {
  LinearForm value;
  for (std::size_t other = 0; other < variable_count; ++other) {
    value.coefficients[other] =
        -nearest_quotient(equality.coefficients[other], equality.coefficients[variable]);
  }
  value.coefficients[variable] = 1;
  return value;
}

// How many rows bound a variable from one side, and the largest coefficient among them.
struct SideCount {
  std::int64_t rows = 0;
  std::int64_t largest = 0;

  void add(std::int64_t coefficient) {
    ++rows;
    largest = std::max(largest, coefficient);
  }
};

struct Sides {
  SideCount lower;
  SideCount upper;

  [[nodiscard]] bool is_exact() const { return lower.largest <= 1 || upper.largest <= 1; }
};

Sides sides_of(const System& system, std::size_t variable) {
  Sides sides;
  for (const LinearForm& row : system.rows()) {
    const std::int64_t coefficient = row.coefficients[variable];
    if (coefficient != 0) {
      (coefficient > 0 ? sides.lower : sides.upper).add(std::abs(coefficient));
    }
  }
  if (sides.lower.rows + sides.upper.rows == 0) {
    return sides;
  }
  if (system.interval(variable).lower) {
    sides.lower.add(1);
  }
  if (system.interval(variable).upper) {
    sides.upper.add(1);
  }
  return sides;
}

// b * x + rest >= 0 and -a * x + rest' >= 0 without x: a times the first plus b times the second.
WideForm combined(const LinearForm& lower, const LinearForm& upper, std::size_t variable,
                  std::size_t variable_count) {
  const Wide lower_factor = -Wide{upper.coefficients[variable]};
  const Wide upper_factor = lower.coefficients[variable];
  WideForm form;
  for (std::size_t other = 0; other < variable_count; ++other) {
    form.coefficients[other] =
        lower_factor * lower.coefficients[other] + upper_factor * upper.coefficients[other];
  }
  form.constant = lower_factor * lower.constant + upper_factor * upper.constant;
  return form;
}

std::int64_t largest_coefficient(const std::vector<LinearForm>& forms, std::size_t variable) {
  std::int64_t largest = 0;
  for (const LinearForm& form : forms) {
    largest = std::max(largest, std::abs(form.coefficients[variable]));
  }
  return largest;
}

// How many splinters a row has against the largest coefficient of the other side.
Wide splinter_count(std::int64_t coefficient, std::int64_t opposite) {
  const Wide product = Wide{coefficient} * opposite;
  return floor_quotient(product - coefficient - opposite, opposite) + 1;
}

struct SplinterSide {
  const std::vector<LinearForm>& rows;
  std::int64_t opposite = 0;
  Wide count = 0;
};

SplinterSide splinter_side(const std::vector<LinearForm>& rows,
                           const std::vector<LinearForm>& opposite, std::size_t variable) {
  SplinterSide side{rows, largest_coefficient(opposite, variable), 0};
  for (const LinearForm& row : rows) {
    side.count += splinter_count(std::abs(row.coefficients[variable]), side.opposite);
  }
  return side;
}

// The form without the variable, at a point; nothing on overflow.
std::optional<Wide> value_without(const LinearForm& form, std::size_t variable,
                                  const Values& values) {
  std::optional<Wide> sum = form.constant;
  for (std::size_t other = 0; other < values.size() && sum; ++other) {
    if (other != variable && form.coefficients[other] != 0) {
      sum = checked_sum(*sum, Wide{form.coefficients[other]} * values[other]);
    }
  }
  return sum;
}

}  // namespace

Replacement eliminate_equality(System& system) {
  const Pivot pivot = smallest_coefficient(system);
  const LinearForm& equality = system.equalities()[pivot.equality];
  const bool is_solved = pivot.magnitude == 1;
  const LinearForm value = is_solved ? solved(equality, pivot.variable, system.variable_count())
                                     : rotated(equality, pivot.variable, system.variable_count());
  system.substitute(pivot.variable, value, pivot.equality, is_solved);
  return {pivot.variable, value};
}

bool Elimination::is_exact() const {
  return largest_coefficient(lower, variable) <= 1 || largest_coefficient(upper, variable) <= 1;
}

std::optional<std::size_t> cheapest_variable(const System& system) {
  std::optional<std::size_t> cheapest;
  std::tuple<bool, Wide, std::int64_t> cost;
  for (std::size_t variable = 0; variable < system.variable_count(); ++variable) {
    const Sides sides = sides_of(system, variable);
    const std::int64_t rows = sides.lower.rows + sides.upper.rows;
    if (rows == 0) {
      continue;
    }
    const Wide size = sides.is_exact() ? 0 : Wide{sides.lower.largest} * sides.upper.largest;
    const std::tuple candidate{!sides.is_exact(), size, sides.lower.rows * sides.upper.rows - rows};
    if (!cheapest || candidate < cost) {
      cheapest = variable;
      cost = candidate;
    }
  }
  return cheapest;
}

Elimination take_out(System& system, std::size_t variable) {
  Elimination elimination{variable, {}, {}};
  for (const LinearForm& row : system.take_out(variable)) {
    (row.coefficients[variable] > 0 ? elimination.lower : elimination.upper).push_back(row);
  }
  return elimination;
}

void put_back(System& system, const Elimination& elimination) {
  for (const auto& forms : {elimination.lower, elimination.upper}) {
    for (const LinearForm& form : forms) {
      system.add_inequality(widen(form, system.variable_count()));
    }
  }
}

void add_shadow(System& system, const Elimination& elimination, Shadow shadow) {
  const std::size_t variable = elimination.variable;
  for (const LinearForm& lower : elimination.lower) {
    for (const LinearForm& upper : elimination.upper) {
      WideForm form = combined(lower, upper, variable, system.variable_count());
      if (shadow == Shadow::Dark) {
        const Wide gap =
            (Wide{lower.coefficients[variable]} - 1) * (-Wide{upper.coefficients[variable]} - 1);
        const auto constant = checked_sum(form.constant, -gap);
        if (!constant) {
          continue;
        }
        form.constant = *constant;
      }
      system.add_inequality(form);
    }
  }
}

std::optional<std::vector<WideForm>> splinters_of(const Elimination& elimination,
                                                  std::size_t variable_count, std::int64_t most) {
  const std::size_t variable = elimination.variable;
  const SplinterSide below = splinter_side(elimination.lower, elimination.upper, variable);
  const SplinterSide above = splinter_side(elimination.upper, elimination.lower, variable);
  const SplinterSide& side = below.count <= above.count ? below : above;
  if (side.count > most) {
    return std::nullopt;
  }
  std::vector<WideForm> splinters;
  for (const LinearForm& row : side.rows) {
    const Wide count = splinter_count(std::abs(row.coefficients[variable]), side.opposite);
    for (Wide offset = 0; offset < count; ++offset) {
      splinters.push_back(widen(row, variable_count));
      splinters.back().constant -= offset;
    }
  }
  return splinters;
}

bool lift(const Replacement& replacement, Values& values) {
  const auto sum = value_without(replacement.value, kMaximumVariables, values);
  const auto value = sum ? narrow(*sum) : std::nullopt;
  values[replacement.variable] = value.value_or(0);
  return value.has_value();
}

bool lift(const Elimination& elimination, Values& values) {
  const std::size_t variable = elimination.variable;
  std::optional<Wide> lowest;
  std::optional<Wide> highest;
  for (const LinearForm& form : elimination.lower) {
    const auto rest = value_without(form, variable, values);
    if (!rest) {
      return false;
    }
    const Wide bound = -floor_quotient(*rest, form.coefficients[variable]);
    lowest = std::max(lowest.value_or(bound), bound);
  }
  for (const LinearForm& form : elimination.upper) {
    const auto rest = value_without(form, variable, values);
    if (!rest) {
      return false;
    }
    const Wide bound = floor_quotient(*rest, -Wide{form.coefficients[variable]});
    highest = std::min(highest.value_or(bound), bound);
  }
  Wide nearest = 0;
  if (lowest && *lowest > 0) {
    nearest = *lowest;
  } else if (highest && *highest < 0) {
    nearest = *highest;
  }
  const bool is_inside = (!lowest || *lowest <= nearest) && (!highest || nearest <= *highest);
  values[variable] = narrow(nearest).value_or(0);
  return is_inside && fits(nearest);
}

}  // namespace autopar::polyhedra
