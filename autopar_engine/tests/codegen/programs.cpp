#include "tests/codegen/programs.hpp"

#include "tests/frontend/lowering_support.hpp"

namespace autopar::codegen {

using loop_ir::LoopNest;

LoopNest saxpy() {
  return frontend::nest_of(R"(
def saxpy(a, x, y, n):
    for i in range(n):
        y[i] = a * x[i] + y[i]
)");
}

LoopNest gemm() {
  return frontend::nest_of(R"(
def gemm(a, b, c, n, m, p):
    for i in range(n):
        for j in range(m):
            for k in range(p):
                c[i, j] += a[i, k] * b[k, j]
)");
}

LoopNest gemm_with_accumulator() {
  return frontend::nest_of(R"(
def gemm(a, b, c, n, m, p):
    for i in range(n):
        for j in range(m):
            s = 0.0
            for k in range(p):
                s += a[i, k] * b[k, j]
            c[i, j] = s
    return i, j, k, s
)");
}

LoopNest jacobi_2d() {
  return frontend::nest_of(R"(
def jacobi_2d(a, b, n, steps):
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, a.shape[1] - 1):
                b[i, j] = 0.2 * (a[i, j] + a[i, j - 1] + a[i, 1 + j] + a[1 + i, j] + a[i - 1, j])
        for i in range(1, n - 1):
            for j in range(1, a.shape[1] - 1):
                a[i, j] = 0.2 * (b[i, j] + b[i, j - 1] + b[i, 1 + j] + b[1 + i, j] + b[i - 1, j])
)");
}

LoopNest total() {
  return frontend::nest_of(R"(
def total_of(x, n, total):
    for i in range(n):
        total += x[i]
    return total, i
)");
}

LoopNest iterated_square() {
  return frontend::nest_of(R"(
def iterate(z, c, n):
    for i in range(n):
        z = z * z + c
    return z
)");
}

LoopNest iterated_logarithm() {
  return frontend::nest_of(R"(
from cmath import log
def iterate(z, n):
    for i in range(n):
        z = log(z)
    return z
)");
}

LoopNest backwards() {
  return frontend::nest_of(R"(
def backwards(x, y, n):
    for i in range(n - 1, -1, -2):
        y[i] = -x[i] / 3.0 + i * 7
    return i
)");
}

LoopNest triangle() {
  return frontend::nest_of(R"(
def triangle(c, n):
    for i in range(n):
        for j in range(i):
            c[i, j] = c[j, i] * 2 - i
)");
}

LoopNest scalars_across_loops() {
  return frontend::nest_of(R"(
def scan(x, y, z, n, steps, last):
    for t in range(steps):
        scale = t * 0.5
        for i in range(n):
            last = x[i] * scale
            y[i] = last
        z[t] = last
    return t, i, scale, last
)");
}

Call saxpy_call(const LoopNest& nest, std::int64_t n, const std::string& order) {
  Call call(nest);
  call.set("n", n);
  call.set("a", 1.1);
  call.set_random_array("x", {n}, order, test_seed());
  call.set_random_array("y", {n}, order, test_seed() + 1);
  return call;
}

void run_saxpy(Call& call) {
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    call.at("y", {i}) = call.real("a") * call.at("x", {i}) + call.at("y", {i});
  }
}

Call gemm_call(const LoopNest& nest, const Size& size, const std::string& order) {
  Call call(nest);
  call.set("n", size.n);
  call.set("m", size.m);
  call.set("p", size.p);
  call.set_random_array("a", {size.n, size.p}, order, test_seed());
  call.set_random_array("b", {size.p, size.m}, order, test_seed() + 1);
  call.set_random_array("c", {size.n, size.m}, order, test_seed() + 2);
  return call;
}

void run_gemm(Call& call) {
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    for (std::int64_t j = 0; j < call.integer("m"); ++j) {
      for (std::int64_t k = 0; k < call.integer("p"); ++k) {
        call.at("c", {i, j}) += call.at("a", {i, k}) * call.at("b", {k, j});
      }
    }
  }
}

double run_gemm_with_accumulator(Call& call) {
  double s = 0.0;
  for (std::int64_t i = 0; i < call.integer("n"); ++i) {
    for (std::int64_t j = 0; j < call.integer("m"); ++j) {
      s = 0.0;
      for (std::int64_t k = 0; k < call.integer("p"); ++k) {
        s += call.at("a", {i, k}) * call.at("b", {k, j});
      }
      call.at("c", {i, j}) = s;
    }
  }
  return s;
}

Call jacobi_2d_call(const LoopNest& nest, const Size& size, const std::string& order) {
  Call call(nest);
  call.set("steps", size.p);
  call.set("n", size.n);
  call.set_random_array("a", {size.n, size.m}, order, test_seed());
  call.set_random_array("b", {size.n, size.m}, order, test_seed() + 1);
  return call;
}

namespace {

void relax(Call& call, const std::string& from, const std::string& to, std::int64_t columns) {
  for (std::int64_t i = 1; i < call.integer("n") - 1; ++i) {
    for (std::int64_t j = 1; j < columns - 1; ++j) {
      call.at(to, {i, j}) =
          0.2 * (call.at(from, {i, j}) + call.at(from, {i, j - 1}) + call.at(from, {i, j + 1}) +
                 call.at(from, {i + 1, j}) + call.at(from, {i - 1, j}));
    }
  }
}

}  // namespace

void run_jacobi_2d(Call& call) {
  const std::int64_t columns = call.extent("a", 1);
  for (std::int64_t t = 0; t < call.integer("steps"); ++t) {
    relax(call, "a", "b", columns);
    relax(call, "b", "a", columns);
  }
}

}  // namespace autopar::codegen
