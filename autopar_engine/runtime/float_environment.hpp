#pragma once

#include <cfenv>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace autopar::runtime {

// The part of <cfenv> that compiled kernels are concerned with, for the calling thread. On x86-64
// that is the register of the vector units alone: kernels don't use the old x87 unit, whose state
// <cfenv> reads and writes too, at some forty nanoseconds a time. Flags are those of <cfenv>.
#if defined(__x86_64__)

class FloatEnvironment {
 public:
  [[nodiscard]] static FloatEnvironment of_this_thread() noexcept {
    return FloatEnvironment(_mm_getcsr());
  }

  // Rounding, traps and flush to zero become these; no flag is raised.
  void adopt() const noexcept { _mm_setcsr(register_ & ~kFlags); }

  // Round to nearest, no trap, no flush to zero.
  [[nodiscard]] bool is_default() const noexcept { return (register_ & ~kFlags) == kDefault; }

 private:
  static constexpr unsigned kFlags = 0x3f;
  static constexpr unsigned kDefault = 0x1f80;

  explicit FloatEnvironment(unsigned value) : register_(value) {}
  unsigned register_;
};

inline int raised_float_flags() noexcept { return static_cast<int>(_mm_getcsr()) & FE_ALL_EXCEPT; }
inline void raise_float_flags(int flags) noexcept {
  _mm_setcsr(_mm_getcsr() | static_cast<unsigned>(flags));
}
inline void clear_float_flags() noexcept {
  _mm_setcsr(_mm_getcsr() & ~static_cast<unsigned>(FE_ALL_EXCEPT));
}

#else

class FloatEnvironment {
 public:
  [[nodiscard]] static FloatEnvironment of_this_thread() noexcept {
    FloatEnvironment environment;
    std::fegetenv(&environment.value_);
    return environment;
  }

  void adopt() const noexcept {
    std::fesetenv(&value_);
    std::feclearexcept(FE_ALL_EXCEPT);
  }

  [[nodiscard]] bool is_default() const noexcept { return std::fegetround() == FE_TONEAREST; }

 private:
  std::fenv_t value_;
};

inline int raised_float_flags() noexcept { return std::fetestexcept(FE_ALL_EXCEPT); }
inline void raise_float_flags(int flags) noexcept { std::feraiseexcept(flags); }
inline void clear_float_flags() noexcept { std::feclearexcept(FE_ALL_EXCEPT); }

#endif

}  // namespace autopar::runtime
