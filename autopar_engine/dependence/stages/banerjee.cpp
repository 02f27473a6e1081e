#include "dependence/stages/banerjee.hpp"

#include <algorithm>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

struct Point {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

// A convex region: corners, and the directions in which it is open.
struct Region {
  std::vector<Point> corners;
  std::vector<Point> rays;
};

Region single_region(std::optional<std::int64_t> last) {
  return last ? Region{{{0, 0}, {*last, 0}}, {}} : Region{{{0, 0}}, {{1, 0}}};
}

Region square_region(std::optional<std::int64_t> last) {
  return last ? Region{{{0, 0}, {*last, 0}, {0, *last}, {*last, *last}}, {}}
              : Region{{{0, 0}}, {{1, 0}, {0, 1}}};
}

// y > x; last is at least 1.
Region above_diagonal(std::optional<std::int64_t> last) {
  return last ? Region{{{0, 1}, {0, *last}, {*last - 1, *last}}, {}}
              : Region{{{0, 1}}, {{0, 1}, {1, 1}}};
}

Region mirrored(Region region) {
  for (Point& corner : region.corners) {
    std::swap(corner.x, corner.y);
  }
  for (Point& ray : region.rays) {
    std::swap(ray.x, ray.y);
  }
  return region;
}

Region region_of(const ActiveTerm& term) {
  if (!term.is_shared) {
    return single_region(term.index.last);
  }
  switch (term.index.direction) {
    case Direction::Less:
      return above_diagonal(term.index.last);
    case Direction::Greater:
      return mirrored(above_diagonal(term.index.last));
    case Direction::Equal:
    case Direction::Any:
      break;
  }
  return square_region(term.index.last);
}

std::optional<std::int64_t> value_at(const ActiveTerm& term, Point point) {
  const auto from_source = checked_multiply(term.source, point.x);
  const auto from_sink = checked_multiply(term.sink, point.y);
  return from_source && from_sink ? checked_subtract(*from_source, *from_sink) : std::nullopt;
}

// The sum so far; an absent end is infinite.
struct Bounds {
  std::optional<std::int64_t> lower;
  std::optional<std::int64_t> upper;
};

void widen_to_infinity(Bounds& bounds, std::int64_t slope) {
  if (slope < 0) {
    bounds.lower.reset();
  } else if (slope > 0) {
    bounds.upper.reset();
  }
}

// False on overflow.
bool add_end(std::optional<std::int64_t>& end, std::int64_t value) {
  if (!end) {
    return true;
  }
  end = checked_add(*end, value);
  return end.has_value();
}

bool add_term(Bounds& bounds, const ActiveTerm& term) {
  const Region region = region_of(term);
  std::vector<std::int64_t> values;
  for (const Point& corner : region.corners) {
    const auto value = value_at(term, corner);
    if (!value) {
      return false;
    }
    values.push_back(*value);
  }
  const auto [smallest, largest] = std::ranges::minmax(values);
  if (!add_end(bounds.lower, smallest) || !add_end(bounds.upper, largest)) {
    return false;
  }
  for (const Point& ray : region.rays) {
    const auto slope = value_at(term, ray);
    if (!slope) {
      return false;
    }
    widen_to_infinity(bounds, *slope);
  }
  return true;
}

}  // namespace

StageAnswer test_banerjee(const SubscriptEquation& equation, const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->empty()) {
    return {};
  }
  Bounds bounds{equation.constant, equation.constant};
  for (const ActiveTerm& term : *terms) {
    if (!term.index.has_known_step || !add_term(bounds, term)) {
      return {StageOutcome::PassedOn, {}};
    }
  }
  const bool misses_zero =
      (bounds.lower && *bounds.lower > 0) || (bounds.upper && *bounds.upper < 0);
  return {misses_zero ? StageOutcome::Independent : StageOutcome::PassedOn, {}};
}

}  // namespace autopar::dependence
