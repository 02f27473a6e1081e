#pragma once

#include <memory>
#include <optional>

#include "polyhedra/integer_set.hpp"

struct isl_ctx;

namespace autopar::dependence {

// The integer set library (Verdoolaege: isl: An Integer Set Library for the Polyhedral Model, ICMS
// 2010) as an oracle that shares no code with us: exact, whatever the numbers are.
class IslEmptiness {
 public:
  IslEmptiness();

  // Whether the set has an integer point; nothing where isl takes more than its share of steps.
  [[nodiscard]] std::optional<bool> has_point(const polyhedra::IntegerSet& set) const;

 private:
  struct Free {
    void operator()(isl_ctx* context) const;
  };
  std::unique_ptr<isl_ctx, Free> context_;
};

}  // namespace autopar::dependence
