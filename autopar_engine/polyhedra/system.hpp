#pragma once

#include <optional>
#include <vector>

#include "polyhedra/integer_set.hpp"
#include "polyhedra/wide_form.hpp"

namespace autopar::polyhedra {

// Both ends included; an absent end is open.
struct Interval {
  std::optional<std::int64_t> lower;
  std::optional<std::int64_t> upper;
};

// A set on its way through the search. What speaks of one variable only is that variable's
// interval; rows speak of at least two, are divided by the greatest common divisor of their
// coefficients with the constant rounded inward (no integer point is lost), and are neither implied
// by the intervals nor parallel to one another: two opposite rows that leave one value have become
// an equality.
// Every step keeps the integer points, or adds some where a row does not fit 64 bits and is left
// out: an empty system proves that the set is empty.
class System {
 public:
  explicit System(const IntegerSet& set);

  // A contradiction was found.
  [[nodiscard]] bool is_empty() const { return is_empty_; }
  [[nodiscard]] std::size_t variable_count() const { return variable_count_; }
  [[nodiscard]] const Interval& interval(std::size_t variable) const {
    return intervals_[variable];
  }
  [[nodiscard]] const std::vector<LinearForm>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<LinearForm>& equalities() const { return equalities_; }

  void add_equality(const WideForm& form);
  void add_inequality(const WideForm& form);

  // Puts the value in for the variable everywhere. If the value mentions the variable itself, with
  // coefficient 1, the variable has a new meaning from here on. The first equality is dropped if
  // asked: it is the one that gave the value.
  void substitute(std::size_t variable, const LinearForm& value, std::size_t equality,
                  bool drops_equality);

  // Takes out, and returns, everything that speaks of the variable, its interval as rows. There are
  // no equalities.
  [[nodiscard]] std::vector<LinearForm> take_out(std::size_t variable);

 private:
  struct Range {
    std::optional<Wide> lower;
    std::optional<Wide> upper;
  };
  [[nodiscard]] Range range_of(const LinearForm& form) const;
  // Coefficients without a common divisor.
  void add_reduced(const LinearForm& form);
  void add_row(const LinearForm& form);
  // Of two rows with the same or opposite coefficients; false if both have to stay.
  [[nodiscard]] bool join(LinearForm& row, const LinearForm& form);
  // Takes out the rows that mention the variable.
  void move_rows(std::size_t variable, std::vector<LinearForm>& target);
  void bound(std::size_t variable, const LinearForm& form);
  [[nodiscard]] std::vector<LinearForm> take_interval(std::size_t variable);

  std::size_t variable_count_ = 0;
  std::array<Interval, kMaximumVariables> intervals_;
  std::vector<LinearForm> rows_;
  // One per row, to find rows with the same coefficients.
  std::vector<std::uint64_t> keys_;
  std::vector<LinearForm> equalities_;
  bool is_empty_ = false;
};

[[nodiscard]] WideForm widen(const LinearForm& form, std::size_t variable_count);

}  // namespace autopar::polyhedra
