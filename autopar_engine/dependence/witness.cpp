#include "dependence/witness.hpp"

#include <algorithm>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

struct Unknown {
  std::optional<std::int64_t> last;
  std::optional<std::int64_t> value;
};

// greater > lower, by the positions of two unknowns.
struct Order {
  std::size_t lower = 0;
  std::size_t greater = 0;
};

struct LinearEquation {
  std::vector<std::int64_t> coefficients;
  std::int64_t constant = 0;
};

class WitnessSearch {
 public:
  WitnessSearch(std::span<const SubscriptEquation> equations, const IndexSpace& space,
                const std::function<bool(const Solution&)>& accepts)
      : space_(space), accepts_(accepts) {
    add_unknowns();
    for (const SubscriptEquation& equation : equations) {
      add_equation(equation);
    }
  }

  std::optional<Solution> run() {
    const bool can_solve =
        fits_ && std::ranges::all_of(space_.shared, &SharedIndex::has_known_step);
    return can_solve && search() ? std::optional(solution()) : std::nullopt;
  }

 private:
  std::size_t add_unknown(std::optional<std::int64_t> last) {
    unknowns_.push_back({last, std::nullopt});
    return unknowns_.size() - 1;
  }

  void add_unknowns() {
    for (const SharedIndex& index : space_.shared) {
      const std::size_t source = add_unknown(index.last);
      const bool is_one = index.direction == Direction::Equal;
      const std::size_t sink = is_one ? source : add_unknown(index.last);
      source_.push_back(source);
      sink_.push_back(sink);
      if (index.direction == Direction::Less) {
        orders_.push_back({source, sink});
      } else if (index.direction == Direction::Greater) {
        orders_.push_back({sink, source});
      }
    }
    for (const auto& last : space_.free_last) {
      free_.push_back(add_unknown(last));
    }
  }

  void add_to(std::int64_t& coefficient, std::int64_t value) {
    const auto sum = checked_add(coefficient, value);
    fits_ = fits_ && sum.has_value();
    coefficient = sum.value_or(0);
  }

  void add_equation(const SubscriptEquation& equation) {
    LinearEquation linear{std::vector<std::int64_t>(unknowns_.size(), 0), equation.constant};
    for (std::size_t position = 0; position < source_.size(); ++position) {
      const auto sink = checked_negate(equation.shared[position].sink);
      fits_ = fits_ && sink.has_value();
      add_to(linear.coefficients[source_[position]], equation.shared[position].source);
      add_to(linear.coefficients[sink_[position]], sink.value_or(0));
    }
    for (std::size_t position = 0; position < free_.size(); ++position) {
      add_to(linear.coefficients[free_[position]], equation.free[position]);
    }
    equations_.push_back(std::move(linear));
  }

  // The equation's constant once the known unknowns are in it; nothing on overflow.
  std::optional<std::int64_t> rest_of(const LinearEquation& equation) const {
    std::optional<std::int64_t> rest = equation.constant;
    for (std::size_t unknown = 0; unknown < unknowns_.size() && rest; ++unknown) {
      if (unknowns_[unknown].value) {
        const auto product =
            checked_multiply(equation.coefficients[unknown], *unknowns_[unknown].value);
        rest = product ? checked_add(*rest, *product) : std::nullopt;
      }
    }
    return rest;
  }

  std::vector<std::size_t> open_unknowns(const LinearEquation& equation) const {
    std::vector<std::size_t> open;
    for (std::size_t unknown = 0; unknown < unknowns_.size(); ++unknown) {
      if (equation.coefficients[unknown] != 0 && !unknowns_[unknown].value) {
        open.push_back(unknown);
      }
    }
    return open;
  }

  bool is_allowed(std::size_t unknown, std::int64_t value) const {
    const auto& last = unknowns_[unknown].last;
    if (value < 0 || (last && value > *last)) {
      return false;
    }
    return std::ranges::all_of(orders_, [&](const Order& order) {
      const auto lower = order.lower == unknown ? value : unknowns_[order.lower].value;
      const auto greater = order.greater == unknown ? value : unknowns_[order.greater].value;
      return !lower || !greater || *lower < *greater;
    });
  }

  bool try_value(std::size_t unknown, std::int64_t value) {
    if (!is_allowed(unknown, value)) {
      return false;
    }
    unknowns_[unknown].value = value;
    if (search()) {
      return true;
    }
    unknowns_[unknown].value.reset();
    return false;
  }

  bool solve_for(const LinearEquation& equation, std::size_t unknown) {
    const auto rest = rest_of(equation);
    const auto negated = rest ? checked_negate(*rest) : std::nullopt;
    const auto remainder =
        negated ? floor_mod(*negated, equation.coefficients[unknown]) : std::nullopt;
    const auto value = negated ? floor_div(*negated, equation.coefficients[unknown]) : std::nullopt;
    return remainder && value && *remainder == 0 && try_value(unknown, *value);
  }

  // Small values, the ends, and what the constant suggests.
  std::vector<std::int64_t> candidates_for(std::size_t unknown) const {
    std::vector<std::int64_t> candidates{0, 1, 2, 3};
    if (const auto last = unknowns_[unknown].last) {
      candidates.push_back(*last);
      candidates.push_back(*last - 1);
    }
    for (const LinearEquation& equation : equations_) {
      const auto value = equation.coefficients[unknown] == 0
                             ? std::nullopt
                             : floor_div(equation.constant, equation.coefficients[unknown]);
      const auto magnitude = value && *value < 0 ? checked_negate(*value) : value;
      if (magnitude) {
        candidates.push_back(*magnitude);
      }
    }
    for (const Order& order : orders_) {
      if (order.greater == unknown && unknowns_[order.lower].value) {
        candidates.push_back(checked_add(*unknowns_[order.lower].value, 1).value_or(0));
      }
    }
    return candidates;
  }

  bool branch_on(std::size_t unknown) {
    return std::ranges::any_of(candidates_for(unknown), [&](std::int64_t candidate) {
      return try_value(unknown, candidate);
    });
  }

  bool search() {
    if (++steps_ > kMaximumWitnessSteps) {
      return false;
    }
    std::optional<std::size_t> branch;
    for (const LinearEquation& equation : equations_) {
      const auto open = open_unknowns(equation);
      if (open.empty() && rest_of(equation) != 0) {
        return false;
      }
      if (open.size() == 1) {
        return solve_for(equation, open.front());
      }
      if (!open.empty() && !branch) {
        branch = open.front();
      }
    }
    for (std::size_t unknown = 0; unknown < unknowns_.size() && !branch; ++unknown) {
      if (!unknowns_[unknown].value) {
        branch = unknown;
      }
    }
    return branch ? branch_on(*branch) : accepts_(solution());
  }

  std::vector<std::int64_t> values_of(const std::vector<std::size_t>& positions) const {
    std::vector<std::int64_t> values;
    values.reserve(positions.size());
    for (const std::size_t position : positions) {
      values.push_back(*unknowns_[position].value);
    }
    return values;
  }

  Solution solution() const { return {values_of(source_), values_of(sink_), values_of(free_)}; }

  const IndexSpace& space_;
  const std::function<bool(const Solution&)>& accepts_;
  std::vector<Unknown> unknowns_;
  std::vector<std::size_t> source_;
  std::vector<std::size_t> sink_;
  std::vector<std::size_t> free_;
  std::vector<Order> orders_;
  std::vector<LinearEquation> equations_;
  bool fits_ = true;
  int steps_ = 0;
};

}  // namespace

std::optional<Solution> find_witness(std::span<const SubscriptEquation> equations,
                                     const IndexSpace& space,
                                     const std::function<bool(const Solution&)>& accepts) {
  if (is_empty(space)) {
    return std::nullopt;
  }
  return WitnessSearch(equations, space, accepts).run();
}

}  // namespace autopar::dependence
