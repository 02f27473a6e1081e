#include "tests/codegen/call.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <iostream>
#include <random>

namespace autopar::codegen {

using namespace loop_ir;

namespace {

std::int64_t product(const std::vector<std::int64_t>& extents) {
  std::int64_t size = 1;
  for (const std::int64_t extent : extents) {
    size *= extent;
  }
  return size;
}

// In elements, for an array of these extents from a buffer that starts at element 0.
std::vector<std::int64_t> element_strides(const std::vector<std::int64_t>& extents,
                                          const std::string& order) {
  std::vector<std::int64_t> strides(extents.size());
  std::int64_t next = order == "padded" ? 3 : 1;
  for (std::size_t step = 0; step < extents.size(); ++step) {
    const std::size_t dimension = order == "F" ? step : extents.size() - 1 - step;
    strides[dimension] = next;
    next *= extents[dimension];
  }
  return strides;
}

}  // namespace

NameId Call::id(const std::string& name) const {
  for (const NameId name_id : nest_.names.ids()) {
    if (nest_.names[name_id].text == name) {
      return name_id;
    }
  }
  ADD_FAILURE() << "no name " << name;
  return {};
}

void Call::set(const std::string& name, std::int64_t value) {
  facts_.arguments[id(name)] = IntegerArgument{value};
}

void Call::set(const std::string& name, double value) {
  facts_.arguments[id(name)] = FloatArgument{value};
}

void Call::set(const std::string& name, std::complex<double> value) {
  facts_.arguments[id(name)] = ComplexArgument{value.real(), value.imag()};
}

void Call::set_random_array(const std::string& name, const std::vector<std::int64_t>& extents,
                            const std::string& order, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> distribution(-2.0, 2.0);
  std::vector<double>& buffer = buffers_[name];
  buffer.assign(static_cast<std::size_t>(3 * product(extents) + 1), 0.0);
  for (double& value : buffer) {
    value = distribution(engine);
  }
  ArrayArgument array{.data_type = DataType::Float64, .extents = extents};
  constexpr std::int64_t kNone = 0;
  std::int64_t origin = 0;
  const auto strides = element_strides(extents, order);
  for (std::size_t dimension = 0; dimension < extents.size(); ++dimension) {
    const bool is_reversed = order == "reversed";
    origin += is_reversed ? strides[dimension] * std::max(extents[dimension] - 1, kNone) : 0;
    array.strides_bytes.push_back((is_reversed ? -8 : 8) * strides[dimension]);
  }
  array.address = reinterpret_cast<std::uintptr_t>(buffer.data() + origin);
  facts_.arguments[id(name)] = array;
  buffer_of_[id(name)] = name;
}

void Call::set_alias(const std::string& name, const std::string& other) {
  facts_.arguments[id(name)] = facts_.arguments.at(id(other));
  buffer_of_[id(name)] = buffer_of_.at(id(other));
}

std::int64_t Call::integer(const std::string& name) const {
  return std::get<IntegerArgument>(facts_.arguments.at(id(name))).value;
}

double Call::real(const std::string& name) const {
  return std::get<FloatArgument>(facts_.arguments.at(id(name))).value;
}

std::int64_t Call::extent(const std::string& name, std::size_t dimension) const {
  return std::get<ArrayArgument>(facts_.arguments.at(id(name))).extents.at(dimension);
}

std::vector<double>& Call::buffer_of(NameId name_id) { return buffers_.at(buffer_of_.at(name_id)); }

double& Call::at(const std::string& name, const std::vector<std::int64_t>& indices) {
  const auto& array = std::get<ArrayArgument>(facts_.arguments.at(id(name)));
  std::uintptr_t address = array.address;
  for (std::size_t dimension = 0; dimension < indices.size(); ++dimension) {
    EXPECT_TRUE(0 <= indices[dimension] && indices[dimension] < array.extents[dimension]);
    address += static_cast<std::uintptr_t>(indices[dimension] * array.strides_bytes[dimension]);
  }
  return *reinterpret_cast<double*>(address);
}

std::map<std::string, std::vector<std::uint64_t>> Call::bits() const {
  std::map<std::string, std::vector<std::uint64_t>> all;
  for (const auto& [name, buffer] : buffers_) {
    for (const double value : buffer) {
      all[name].push_back(std::bit_cast<std::uint64_t>(value));
    }
  }
  return all;
}

Call Call::clone() const {
  Call copy(*this);
  for (auto& [name_id, buffer_name] : copy.buffer_of_) {
    auto& array = std::get<ArrayArgument>(copy.facts_.arguments.at(name_id));
    array.address += reinterpret_cast<std::uintptr_t>(copy.buffers_.at(buffer_name).data()) -
                     reinterpret_cast<std::uintptr_t>(buffers_.at(buffer_name).data());
  }
  return copy;
}

Specialization Call::specialization() const {
  Specialization specialization;
  for (const auto& [name_id, buffer_name] : buffer_of_) {
    const auto& array = std::get<ArrayArgument>(facts_.arguments.at(name_id));
    if (array.strides_bytes.back() == 8) {
      specialization.contiguous_arrays.insert(name_id);
    }
    int sharers = 0;
    for (const auto& [other_id, other_name] : buffer_of_) {
      sharers += other_name == buffer_name ? 1 : 0;
    }
    if (sharers == 1) {
      specialization.disjoint_arrays.insert(name_id);
    }
  }
  return specialization;
}

typing::NestTypes types_of(const LoopNest& nest, const Call& call) {
  auto types = typing::infer_types(nest, call.facts(), FloatMode::Exact);
  EXPECT_TRUE(types) << describe(types.error());
  return types.value_or(typing::NestTypes());
}

std::vector<LoopVerdict> verdicts_for(const LoopNest& nest,
                                      const std::vector<std::string>& parallel) {
  std::vector<LoopVerdict> verdicts;
  for (const Loop& loop : nest.loops) {
    const std::string& index = nest.names[loop.index_name_id].text;
    const bool is_doall = std::ranges::find(parallel, index) != parallel.end();
    verdicts.push_back({.verdict = is_doall ? Verdict::Doall : Verdict::Seq});
  }
  return verdicts;
}

schedule::Schedule schedule_for(const LoopNest& nest, const std::vector<std::string>& parallel,
                                schedule::Target target) {
  return schedule::choose_parallel_loops(nest, verdicts_for(nest, parallel), target);
}

unsigned test_seed() {
  static const unsigned seed = [] {
    const char* given = std::getenv("AUTOPAR_TEST_SEED");
    const unsigned chosen = given != nullptr
                                ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                                : std::random_device()();
    std::cout << "AUTOPAR_TEST_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return seed;
}

}  // namespace autopar::codegen
