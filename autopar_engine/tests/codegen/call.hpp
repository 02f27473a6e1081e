#pragma once

#include <complex>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "codegen/kernel_abi.hpp"
#include "codegen/specialization.hpp"
#include "loop_ir/argument_facts.hpp"
#include "schedule/choose_parallel_loops.hpp"
#include "schedule/schedule.hpp"
#include "typing/infer_types.hpp"

namespace autopar::codegen {

// The arguments of a region by name. Arrays live in buffers of this object.
class Call {
 public:
  explicit Call(const loop_ir::LoopNest& nest) : nest_(nest) {}

  void set(const std::string& name, std::int64_t value);
  void set(const std::string& name, double value);
  void set(const std::string& name, std::complex<double> value);

  // A new array of random values. order: "C", "F", "reversed" (negative strides) or "padded" (every
  // third element of a larger one).
  void set_random_array(const std::string& name, const std::vector<std::int64_t>& extents,
                        const std::string& order, unsigned seed);
  // name becomes a view of the same bytes as other.
  void set_alias(const std::string& name, const std::string& other);

  [[nodiscard]] std::int64_t integer(const std::string& name) const;
  [[nodiscard]] double real(const std::string& name) const;
  [[nodiscard]] std::int64_t extent(const std::string& name, std::size_t dimension) const;
  [[nodiscard]] double& at(const std::string& name, const std::vector<std::int64_t>& indices);
  [[nodiscard]] const loop_ir::ArgumentFacts& facts() const { return facts_; }
  // The whole buffer in which the array lies.
  [[nodiscard]] std::vector<double>& buffer_of(loop_ir::NameId name_id);

  // The arrays' whole buffers, bit by bit.
  [[nodiscard]] std::map<std::string, std::vector<std::uint64_t>> bits() const;

  // The same arguments with copies of the arrays.
  [[nodiscard]] Call clone() const;

  // Contiguity as it is; arrays in different buffers are disjoint.
  [[nodiscard]] Specialization specialization() const;

 private:
  [[nodiscard]] loop_ir::NameId id(const std::string& name) const;

  const loop_ir::LoopNest& nest_;
  loop_ir::ArgumentFacts facts_;
  std::map<std::string, std::vector<double>> buffers_;
  std::map<loop_ir::NameId, std::string> buffer_of_;
};

// The types of the nest; fails the test if there are none.
[[nodiscard]] typing::NestTypes types_of(const loop_ir::LoopNest& nest, const Call& call);

// Verdicts by the text of loop indices: Doall for those named, Seq for the others.
[[nodiscard]] std::vector<LoopVerdict> verdicts_for(const loop_ir::LoopNest& nest,
                                                    const std::vector<std::string>& parallel);

[[nodiscard]] schedule::Schedule schedule_for(const loop_ir::LoopNest& nest,
                                              const std::vector<std::string>& parallel,
                                              schedule::Target target = schedule::Target::Cpu);

// From AUTOPAR_TEST_SEED, else new; printed.
[[nodiscard]] unsigned test_seed();

}  // namespace autopar::codegen
