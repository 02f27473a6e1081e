#pragma once

#include <optional>
#include <vector>

#include "dependence/pair_conditions.hpp"
#include "dependence/pair_set.hpp"
#include "dependence/pair_system.hpp"
#include "dependence/stage_runner.hpp"
#include "polyhedra/find_point.hpp"

namespace autopar::dependence {

// What an attempt knows of one dimension in which both accesses have a subscript.
struct AttemptDimension {
  DimensionEquation equation;
  DimensionConditions conditions;
  std::optional<HasExtent> extent;
};

// Which dimensions count, and whether their indices may wrap.
enum class Trust {
  // What holds without an assumption: no dimension whose rows may be one object, and every way in
  // which indices may wrap.
  Nothing,
  // Dimensions for which an assumption keeps indices from wrapping and rows apart.
  Assumptions,
  // Equal subscripts in all dimensions: one cell whatever else holds.
  EqualSubscripts,
};

// Unknown with a solution: instances that meet as far as the attempt knows.
struct AttemptDecision {
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  // For Unknown: how the indices of each dimension lie in the solution, or in the first case that
  // no test decided.
  std::vector<Wrap> wraps;
  std::optional<Solution> solution;
  // Of that case, where its equations fix them.
  std::vector<std::optional<std::int64_t>> distances;
};

// One attempt at a pair, with or without the values of symbols. Context and pairing outlive it.
class Attempt {
 public:
  Attempt(const Context& context, const Pairing& pairing, SymbolUse use, BaseType type);

  [[nodiscard]] const std::vector<AttemptDimension>& dimensions() const { return dimensions_; }
  [[nodiscard]] const IndexSpace& space() const { return space_; }
  // Of everything that was put in so far.
  [[nodiscard]] const Evidence& evidence() const { return evidence_; }
  [[nodiscard]] bool may_wrap() const;

  // Runs the tests of stages/ and then polyhedra's exact one, for each combination of wraps that
  // the trust leaves, until one of them is not independent. Unknown where more than kMaximumWraps
  // dimensions wrap.
  static constexpr std::size_t kMaximumWraps = 3;
  [[nodiscard]] AttemptDecision decide(Trust trust);

  // y - x per common loop, over all instances that may meet. open: the decision that trusts
  // nothing.
  [[nodiscard]] std::vector<DistanceInterval> distances(const AttemptDecision& open);

  // The equation of a dimension whose indices wrap like this; nothing where it is not known.
  [[nodiscard]] std::optional<SubscriptEquation> equation_for(std::size_t dimension,
                                                              Wrap wrap) const;

 private:
  [[nodiscard]] StageDecision run_cheap(const std::vector<Wrap>& wraps, Trust trust,
                                        TestCounters& counters) const;
  // Valid until the next one.
  [[nodiscard]] const polyhedra::PointAnswer& run_exact(const std::vector<Wrap>& wraps,
                                                        Trust trust);
  [[nodiscard]] const polyhedra::PointAnswer& find_meeting(const std::vector<Wrap>& wraps,
                                                           Trust trust);
  [[nodiscard]] bool is_worth_searching(const std::vector<Wrap>& wraps) const;
  [[nodiscard]] bool add_case(const std::vector<Wrap>& wraps, Trust trust,
                              AttemptDecision& decision);
  void make_set();

  // Where instances meet that name one cell in these dimensions, each in this way; nothing for a
  // dimension that does not count.
  struct Meeting {
    std::vector<std::optional<Wrap>> wraps;
    polyhedra::PointAnswer answer;
  };

  const Context& context_;
  const Pairing& pairing_;
  SymbolUse use_;
  std::vector<AttemptDimension> dimensions_;
  IndexSpace space_;
  Evidence evidence_;
  bool is_set_made_ = false;
  // Nothing where it has too many variables.
  std::optional<PairSet> set_;
  // Trust makes a difference for few pairs: most questions are asked more than once.
  std::vector<Meeting> meetings_;
};

}  // namespace autopar::dependence
