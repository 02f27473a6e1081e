#include "tests/dependence/large_nest.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace autopar::dependence {
namespace {

using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;

class Generator {
 public:
  Generator(LargeNest& nest, std::mt19937_64& random) : nest_(nest), random_(random) {}

  void run() {
    rank_ = static_cast<std::size_t>(between(1, 3));
    scale_ = one_of(rank_ == 3 ? std::vector<std::int64_t>{8, 100, 10'000}
                               : std::vector<std::int64_t>{8, 100, 10'000, 1'000'000});
    is_triangular_ = chance(3);
    is_coupled_ = chance(3);
    nest_.symbol_value =
        chance(3) ? between(0, scale_) : one_of({scale_, scale_ - 1, scale_ / 2, 3});
    const std::vector<LoopId> own = add_loops({}, static_cast<std::size_t>(between(1, 4)));
    const std::vector<LoopId> other = chance(4) && own.size() > 1 ? add_sibling(own) : own;
    const auto end = std::ranges::mismatch(own, other).in1;
    nest_.common_loops = {own.begin(), end};
    home_.resize(4);
    std::ranges::generate(home_, [&] { return random_dimension(); });
    const std::vector<AffineForm> first = random_subscripts(own);
    nest_.source = nest_.add_access(loop_ir::AccessMode::Write, own.back(), first);
    nest_.sink = own == other && chance(8) ? nest_.source : add_sink(own, other, first);
  }

 private:
  std::int64_t between(std::int64_t lower, std::int64_t upper) {
    return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
  }
  bool chance(int one_in) { return between(1, one_in) == 1; }
  std::int64_t one_of(const std::vector<std::int64_t>& values) {
    return values[static_cast<std::size_t>(
        between(0, static_cast<std::int64_t>(values.size()) - 1))];
  }
  std::size_t random_dimension() {
    return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(rank_) - 1));
  }

  std::vector<LoopId> add_loops(std::vector<LoopId> around, std::size_t count) {
    for (std::size_t level = 0; level < count; ++level) {
      around.push_back(add_loop(around));
    }
    return around;
  }

  std::vector<LoopId> add_sibling(const std::vector<LoopId>& own) {
    const auto depth = static_cast<std::int64_t>(own.size());
    const std::int64_t shared = between(1, depth - 1);
    return add_loops({own.begin(), own.begin() + shared},
                     static_cast<std::size_t>(between(1, 4 - shared)));
  }

  LoopId add_loop(const std::vector<LoopId>& around) {
    const std::int64_t step = one_of({1, 1, 1, 1, 2, 3, -1, -2});
    AffineForm start = form(chance(4) ? between(-2, scale_ / 2) : between(0, 2));
    AffineForm stop = form(one_of({scale_, scale_ - between(0, 3), between(0, scale_)}));
    if (chance(4)) {
      stop = nest_.symbol().plus(form(between(-1, 2))).value();
    }
    if (is_triangular_ && !around.empty() && chance(2)) {
      const AffineForm index = AffineForm::of_loop(any_of(around));
      AffineForm& bound = chance(2) ? start : stop;
      bound = chance(2) ? index.plus(form(between(-1, 2))).value() : bound.minus(index).value();
    }
    const LoopId parent_id = around.empty() ? LoopId() : around.back();
    return step > 0 ? nest_.add_loop(parent_id, start, stop, step)
                    : nest_.add_loop(parent_id, stop.plus(form(-1)).value(),
                                     start.plus(form(-1)).value(), step);
  }

  LoopId any_of(const std::vector<LoopId>& loops) {
    return loops[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(loops.size()) - 1))];
  }

  std::int64_t random_offset() {
    return one_of({0, 0, between(-3, 5), between(-3, 5), scale_, -scale_, between(0, scale_),
                   scale_ / 2, scale_ + between(-2, 2)});
  }

  std::int64_t random_coefficient() {
    if (rank_ == 1 && chance(5)) {
      return scale_;
    }
    return one_of({0, 1, 1, 1, 1, -1, 2, -2, 3, 7});
  }

  // Every index has a dimension at home; in coupled subscripts it also visits others.
  std::vector<AffineForm> random_subscripts(const std::vector<LoopId>& around) {
    std::vector<AffineForm> subscripts;
    for (std::size_t dimension = 0; dimension < rank_; ++dimension) {
      AffineForm subscript = form(random_offset());
      for (std::size_t level = 0; level < around.size(); ++level) {
        if (home_[level] == dimension || (is_coupled_ && chance(2))) {
          subscript = subscript.plus(form(0, {{around[level], random_coefficient()}})).value();
        }
      }
      if (chance(8)) {
        subscript = subscript.plus(nest_.symbol()).value();
      }
      subscripts.push_back(std::move(subscript));
    }
    return subscripts;
  }

  // Mostly a shifted copy of the write.
  AccessId add_sink(const std::vector<LoopId>& own, const std::vector<LoopId>& other,
                    std::vector<AffineForm> subscripts) {
    if (own != other || chance(2)) {
      subscripts = random_subscripts(other);
    } else {
      for (AffineForm& subscript : subscripts) {
        subscript = subscript.plus(form(chance(2) ? 0 : random_offset())).value();
      }
    }
    return nest_.add_access(loop_ir::AccessMode::Read, other.back(), subscripts);
  }

  LargeNest& nest_;
  std::mt19937_64& random_;
  std::size_t rank_ = 1;
  std::int64_t scale_ = 8;
  bool is_triangular_ = false;
  bool is_coupled_ = false;
  std::vector<std::size_t> home_;
};

struct Box {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

// The values of a form when every index runs over its own box.
Box box_of(const LargeNest& nest, const AffineForm& subscript, const std::map<LoopId, Box>& boxes) {
  Box box{subscript.constant(), subscript.constant()};
  for (const auto& [symbol_id, coefficient] : subscript.symbol_terms()) {
    box.lower += coefficient * nest.symbol_value;
    box.upper += coefficient * nest.symbol_value;
  }
  for (const auto& [loop_id, coefficient] : subscript.loop_terms()) {
    const Box index = boxes.at(loop_id);
    box.lower += coefficient * (coefficient > 0 ? index.lower : index.upper);
    box.upper += coefficient * (coefficient > 0 ? index.upper : index.lower);
  }
  return box;
}

std::map<LoopId, Box> boxes_of_loops(const LargeNest& nest) {
  std::map<LoopId, Box> boxes;
  for (const LoopId loop_id : nest.nest.loops.ids()) {
    const auto& domain = nest.nest.loops[loop_id].domain;
    const Box start = box_of(nest, *domain.start, boxes);
    const Box stop = box_of(nest, *domain.stop, boxes);
    boxes[loop_id] = *domain.step > 0 ? Box{start.lower, std::max(start.lower, stop.upper - 1)}
                                      : Box{std::min(start.upper, stop.lower + 1), start.upper};
  }
  return boxes;
}

std::vector<std::int64_t> extents_for(const LargeNest& nest) {
  const std::map<LoopId, Box> boxes = boxes_of_loops(nest);
  std::vector<std::int64_t> extents(nest.nest.accesses[nest.source].dimensions.size(), 1);
  for (const AccessId access_id : {nest.source, nest.sink}) {
    for (std::size_t dimension = 0; dimension < extents.size(); ++dimension) {
      const auto& affine = nest.nest.accesses[access_id].dimensions[dimension].affine;
      const Box box = box_of(nest, *affine, boxes);
      extents[dimension] = std::max({extents[dimension], box.upper + 1, -box.lower});
    }
  }
  return extents;
}

std::string print(const AffineForm& form) {
  std::string text = std::to_string(form.constant());
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    text += " + " + std::to_string(coefficient) + "*i" + std::to_string(loop_id.index());
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    text += " + " + std::to_string(coefficient) + "*n";
  }
  return text;
}

}  // namespace

LargeNest::LargeNest(std::mt19937_64& random) {
  Generator(*this, random).run();
  extents = extents_for(*this);
}

std::string LargeNest::text() const {
  std::string text = "n = " + std::to_string(symbol_value) + "\n";
  for (const LoopId loop_id : nest.loops.ids()) {
    const loop_ir::Loop& loop = nest.loops[loop_id];
    text += std::string(std::size_t{2} * (loop.depth - 1), ' ') + "for i" +
            std::to_string(loop_id.index()) + " in range(" + print(*loop.domain.start) + ", " +
            print(*loop.domain.stop) + ", " + std::to_string(*loop.domain.step) + ")\n";
  }
  for (const AccessId access_id : {source, sink}) {
    const loop_ir::Access& access = nest.accesses[access_id];
    text += "a[";
    for (std::size_t dimension = 0; dimension < access.dimensions.size(); ++dimension) {
      text += (dimension == 0 ? "" : "; ") + print(*access.dimensions[dimension].affine) + " of " +
              std::to_string(extents[dimension]);
    }
    text += "] in i" + std::to_string(access.loop_ids.back().index()) + "\n";
  }
  return text;
}

}  // namespace autopar::dependence
