#include "polyhedra/point_memory.hpp"

#include <span>
#include <utility>

namespace autopar::polyhedra {
namespace {

// FNV-1a over whole numbers.
class Hash {
 public:
  void add(std::uint64_t number) { value_ = (value_ ^ number) * 0x100000001b3; }

  void add(const std::vector<LinearForm>& forms, std::size_t variable_count) {
    add(forms.size());
    for (const LinearForm& form : forms) {
      for (const std::int64_t coefficient : std::span(form.coefficients).first(variable_count)) {
        add(static_cast<std::uint64_t>(coefficient));
      }
      add(static_cast<std::uint64_t>(form.constant));
    }
  }

  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::uint64_t hash_of(const IntegerSet& set) {
  Hash hash;
  hash.add(set.variable_count);
  hash.add(set.equalities, set.variable_count);
  hash.add(set.inequalities, set.variable_count);
  return hash.value();
}

}  // namespace

const PointAnswer& PointMemory::find(const IntegerSet& set) {
  const std::uint64_t hash = hash_of(set);
  const auto [begin, end] = known_.equal_range(hash);
  for (auto each = begin; each != end; ++each) {
    if (each->second.set == set) {
      return each->second.answer;
    }
  }
  return known_.emplace(hash, Known{set, find_point(set)})->second.answer;
}

}  // namespace autopar::polyhedra
