#pragma once

namespace autopar {

// std::visit(Overloaded{[](const A&) {...}, [](const B&) {...}}, variant): a new alternative breaks
// the build at every place that has to think of it.
template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

}  // namespace autopar
