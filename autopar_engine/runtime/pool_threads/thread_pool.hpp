#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/float_environment.hpp"
#include "runtime/parallel_for.hpp"

namespace autopar::runtime {

// What the threads of a pool work on at one time, and in which environment.
struct Job {
  Kernel kernel = nullptr;
  const void* frame = nullptr;
  std::int64_t trip_count = 0;
  std::int64_t chunk_count = 0;
  FloatEnvironment float_environment = FloatEnvironment::of_this_thread();
};

// A team of threads that take the chunks of one job after another. The thread that brings a job is
// worker 0 and takes chunks too, so a job ends even if no other thread ever gets a core. Threads
// start with the first job, spin for a short while after each job and then sleep; they block all
// signals, which stay with the threads of the program.
//
// A pool is never destroyed: its threads hold it until the process ends.
class ThreadPool {
 public:
  ThreadPool() = default;
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Runs the job with `threads` threads, or returns false at once because another job runs.
  // Requires 2 <= job.chunk_count < 2^31 and threads >= 1.
  bool try_run(const Job& job, std::int32_t threads) noexcept;

 private:
  void resize_team(std::int32_t threads) noexcept;
  // False if the system gives no more threads: a smaller team is slower and nothing else, since
  // worker 0 takes what is left.
  bool start_worker(std::int32_t worker) noexcept;
  void stop_team() noexcept;
  void work(std::int32_t worker, std::uint32_t seen_epoch) noexcept;
  void help(std::int32_t worker, std::uint32_t epoch) noexcept;
  void publish(const Job& job) noexcept;
  // The next free chunk of the job of that epoch, or -1. Only who holds a chunk may read job_.
  std::int64_t take_chunk(std::uint32_t epoch) noexcept;
  void run_chunk(std::int64_t index, std::int32_t worker) const noexcept;
  void finish_chunk() noexcept;
  void wait_until_done() noexcept;

  std::atomic_flag busy_;
  std::vector<std::thread> team_;
  std::int32_t wanted_threads_ = 1;
  Job job_;

  // The epoch counts jobs; a worker sleeps on it.
  std::atomic<std::uint32_t> epoch_{0};
  // Epoch (high half) and number of free chunks (low half) in one word, so that a worker that comes
  // late can't take a chunk of a job that it hasn't seen.
  std::atomic<std::uint64_t> ticket_{0};
  std::atomic<std::uint32_t> open_chunks_{0};
  std::atomic<int> raised_flags_{0};
  std::atomic<bool> stopping_{false};
};

}  // namespace autopar::runtime
