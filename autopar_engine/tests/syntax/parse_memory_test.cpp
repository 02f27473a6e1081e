#include "syntax/parse_memory.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "syntax/parse_cost.hpp"
#include "syntax/parse_text.hpp"
#include "syntax/s_expression.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::syntax {
namespace {

// A block with a pattern of its own in all its bytes.
struct MarkedBlock {
  unsigned char* bytes = nullptr;
  std::size_t size_bytes = 0;
  unsigned char mark = 0;

  void write() const { std::memset(bytes, mark, size_bytes); }

  [[nodiscard]] bool holds_its_mark(std::size_t count) const {
    for (std::size_t index = 0; index < count; ++index) {
      if (bytes[index] != mark) {
        return false;
      }
    }
    return true;
  }
};

class ParseMemoryTest : public testing::Test {
 protected:
  void expect_whole(const MarkedBlock& block) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block.bytes) % 16, 0U);
    EXPECT_TRUE(block.holds_its_mark(block.size_bytes)) << block.size_bytes << " bytes";
  }

  MarkedBlock take(std::size_t size_bytes) {
    const MarkedBlock block{static_cast<unsigned char*>(memory_.take(size_bytes)), size_bytes,
                            ++last_mark_};
    block.write();
    return block;
  }

  void resize(MarkedBlock& block, std::size_t size_bytes) {
    block.bytes = static_cast<unsigned char*>(memory_.resize(block.bytes, size_bytes));
    EXPECT_TRUE(block.holds_its_mark(std::min(block.size_bytes, size_bytes)));
    block.size_bytes = size_bytes;
    block.write();
  }

  ParseMemory memory_;
  unsigned char last_mark_ = 0;
};

TEST_F(ParseMemoryTest, keeps_blocks_apart_while_they_come_grow_and_go) {
  std::mt19937 random(20261);  // NOLINT(cert-msc51-cpp): the same steps every time
  for (int text = 0; text < 20; ++text) {
    std::vector<MarkedBlock> blocks;
    for (int step = 0; step < 3000; ++step) {
      const std::size_t size_bytes = random() % (step % 100 == 0 ? 300'000 : 200);
      const std::size_t chosen = blocks.empty() ? 0 : random() % blocks.size();
      switch (blocks.empty() ? 0 : random() % 3) {
        case 0:
          blocks.push_back(take(size_bytes));
          break;
        case 1:
          resize(blocks[chosen], size_bytes);
          break;
        default:
          expect_whole(blocks[chosen]);
          memory_.give_back(blocks[chosen].bytes);
          blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(chosen));
      }
    }
    for (const MarkedBlock& block : blocks) {
      expect_whole(block);
    }
    memory_.clear();
  }
}

TEST_F(ParseMemoryTest, uses_a_block_that_was_given_back_for_the_next_of_its_size) {
  void* const block = memory_.take(40);
  memory_.give_back(block);
  EXPECT_EQ(memory_.take(48), block);
  EXPECT_NE(memory_.take(48), block);
}

TEST_F(ParseMemoryTest, begins_anew_in_the_same_memory_after_a_text) {
  void* const first = memory_.take(100);
  static_cast<void>(memory_.take(1'000'000));
  memory_.clear();
  EXPECT_EQ(memory_.take(100), first);
}

TEST_F(ParseMemoryTest, zeroes_elements_where_other_blocks_were) {
  MarkedBlock block = take(64);
  memory_.give_back(block.bytes);
  block.bytes = static_cast<unsigned char*>(memory_.take_zeroed(4, 16));
  block.mark = 0;
  expect_whole(block);
}

TEST(ParseMemoryScope, is_one_at_a_time_on_a_thread) {
  const ParseMemoryScope scope;
  EXPECT_THROW(ParseMemoryScope(), std::logic_error);
}

TEST(ParseMemoryScope, leaves_parsers_outside_of_it_alone) {
  const std::string text = "for i in range(n):\n    a[i] = f'{b}' + c\n";
  const std::string expected = to_s_expression(SyntaxTree::parse(text, {})->root());
  for (int count = 0; count < 100; ++count) {
    parse_and_forget(text);
    EXPECT_EQ(to_s_expression(SyntaxTree::parse(text, {})->root()), expected);
  }
}

TEST(ParseMemoryScope, serves_threads_apart) {
  const std::string text = "x = [y for y in z if y]\n";
  const std::string expected = to_s_expression(SyntaxTree::parse(text, {})->root());
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& mine : found) {
    threads.emplace_back([&mine, &text] {
      for (int count = 0; count < 200; ++count) {
        mine = to_s_expression(SyntaxTree::parse(text, {})->root());
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(found, std::vector<std::string>(4, expected));
}

}  // namespace
}  // namespace autopar::syntax
