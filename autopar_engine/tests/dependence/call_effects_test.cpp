#include "dependence/call_effects.hpp"

#include <gtest/gtest.h>

#include <string>

#include "frontend/callees.hpp"

namespace autopar::dependence {
namespace {

bool is_of_the_world(Effect effect) {
  return effect == Effect::Pure || effect == Effect::Rng || effect == Effect::Clock ||
         effect == Effect::Print || effect == Effect::FileIo || effect == Effect::NetIo ||
         effect == Effect::System;
}

// The front end says which functions change nothing that they are given, the table what they do.
TEST(CallEffects, are_known_of_every_function_that_acts_on_the_world) {
  for (const std::string_view name : frontend::kActingCallees) {
    const std::string callee = std::string(name) + (name.ends_with('.') ? "any" : "");
    EXPECT_TRUE(frontend::acts_on_the_world(callee)) << callee;
    EXPECT_TRUE(is_of_the_world(EffectTable::standard().of_function(callee))) << callee;
  }
}

TEST(CallEffects, of_functions_that_change_their_arguments_are_others) {
  for (const std::string callee : {"random.shuffle", "numpy.random.shuffle", "heapq.heappush"}) {
    EXPECT_FALSE(frontend::acts_on_the_world(callee)) << callee;
  }
}

}  // namespace
}  // namespace autopar::dependence
