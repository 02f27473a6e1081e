#include "runtime/pool_threads/thread_pool.hpp"

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <exception>

#include "runtime/chunks.hpp"

namespace autopar::runtime {

namespace {

// Long enough to meet the next launch of a hot loop, short enough not to take a core from others.
constexpr auto kSpinTime = std::chrono::microseconds(30);
constexpr int kPausesBetweenClockReads = 32;

void pause_core() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// True as soon as condition() holds, false after kSpinTime without it.
template <class Condition>
bool spin_until(Condition condition) noexcept {
  const auto end = std::chrono::steady_clock::now() + kSpinTime;
  do {
    for (int pause = 0; pause < kPausesBetweenClockReads; ++pause) {
      if (condition()) {
        return true;
      }
      pause_core();
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

// Blocks every signal of the calling thread while it lives; threads made meanwhile inherit that.
class SignalsBlocked {
 public:
  SignalsBlocked() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

constexpr std::uint64_t make_ticket(std::uint32_t epoch, std::int64_t free_chunks) {
  return (static_cast<std::uint64_t>(epoch) << 32U) | static_cast<std::uint32_t>(free_chunks);
}

constexpr std::int64_t free_chunks_of(std::uint64_t ticket) {
  return static_cast<std::int64_t>(ticket & 0xffffffffU);
}

}  // namespace

bool ThreadPool::try_run(const Job& job, std::int32_t threads) noexcept {
  if (busy_.test_and_set(std::memory_order_acquire)) {
    return false;
  }
  resize_team(threads);
  publish(job);
  const std::uint32_t epoch = epoch_.load(std::memory_order_relaxed);
  for (std::int64_t index = take_chunk(epoch); index >= 0; index = take_chunk(epoch)) {
    run_chunk(index, 0);
    finish_chunk();
  }
  wait_until_done();
  const int raised = raised_flags_.load(std::memory_order_relaxed);
  busy_.clear(std::memory_order_release);
  raise_float_flags(raised);
  return true;
}

void ThreadPool::publish(const Job& job) noexcept {
  const std::uint32_t epoch = epoch_.load(std::memory_order_relaxed) + 1;
  job_ = job;
  raised_flags_.store(0, std::memory_order_relaxed);
  open_chunks_.store(static_cast<std::uint32_t>(job.chunk_count), std::memory_order_relaxed);
  ticket_.store(make_ticket(epoch, job.chunk_count), std::memory_order_release);
  epoch_.store(epoch, std::memory_order_seq_cst);
  epoch_.notify_all();
}

std::int64_t ThreadPool::take_chunk(std::uint32_t epoch) noexcept {
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while ((ticket >> 32U) == epoch && free_chunks_of(ticket) > 0) {
    if (ticket_.compare_exchange_weak(ticket, ticket - 1, std::memory_order_acq_rel,
                                      std::memory_order_acquire)) {
      return job_.chunk_count - free_chunks_of(ticket);
    }
  }
  return -1;
}

void ThreadPool::finish_chunk() noexcept {
  if (open_chunks_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
    open_chunks_.notify_one();
  }
}

void ThreadPool::run_chunk(std::int64_t index, std::int32_t worker) const noexcept {
  const Chunk chunk = chunk_at(index, job_.chunk_count, job_.trip_count);
  job_.kernel(job_.frame, chunk.begin, chunk.end, worker);
}

void ThreadPool::help(std::int32_t worker, std::uint32_t epoch) noexcept {
  std::int64_t index = take_chunk(epoch);
  if (index < 0) {
    return;
  }
  job_.float_environment.adopt();
  while (index >= 0) {
    run_chunk(index, worker);
    raised_flags_.fetch_or(raised_float_flags(), std::memory_order_relaxed);
    finish_chunk();
    index = take_chunk(epoch);
  }
}

void ThreadPool::wait_until_done() noexcept {
  const auto done = [this] { return open_chunks_.load(std::memory_order_acquire) == 0; };
  if (spin_until(done)) {
    return;
  }
  for (auto open = open_chunks_.load(std::memory_order_acquire); open != 0;
       open = open_chunks_.load(std::memory_order_acquire)) {
    open_chunks_.wait(open, std::memory_order_acquire);
  }
}

void ThreadPool::work(std::int32_t worker, std::uint32_t seen_epoch) noexcept {
  while (true) {
    const auto new_job = [this, seen_epoch] {
      return epoch_.load(std::memory_order_acquire) != seen_epoch;
    };
    if (!spin_until(new_job)) {
      epoch_.wait(seen_epoch, std::memory_order_acquire);
    }
    seen_epoch = epoch_.load(std::memory_order_acquire);
    if (stopping_.load(std::memory_order_acquire)) {
      return;
    }
    help(worker, seen_epoch);
  }
}

void ThreadPool::resize_team(std::int32_t threads) noexcept {
  if (threads == wanted_threads_) {
    return;
  }
  stop_team();
  wanted_threads_ = threads;
  const SignalsBlocked signals_blocked;
  std::int32_t worker = 1;
  while (worker < threads && start_worker(worker)) {
    ++worker;
  }
}

bool ThreadPool::start_worker(std::int32_t worker) noexcept {
  const std::uint32_t epoch = epoch_.load(std::memory_order_relaxed);
  try {
    team_.emplace_back([this, worker, epoch] { work(worker, epoch); });
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void ThreadPool::stop_team() noexcept {
  stopping_.store(true, std::memory_order_release);
  epoch_.fetch_add(1, std::memory_order_seq_cst);
  epoch_.notify_all();
  for (std::thread& thread : team_) {
    thread.join();
  }
  team_.clear();
  stopping_.store(false, std::memory_order_release);
}

}  // namespace autopar::runtime
