#include <math.h>
#include <stdint.h>

void black_scholes(double* call, int64_t call_extent, double* put, int64_t put_extent,
                   const double* price, int64_t n, const double* strike, int64_t strike_extent,
                   const double* years, int64_t years_extent, double rate, double sigma) {
  (void)call_extent;
  (void)put_extent;
  (void)strike_extent;
  (void)years_extent;
  for (int64_t i = 0; i < n; ++i) {
    const double root = sqrt(years[i]);
    const double d1 =
        (log(price[i] / strike[i]) + (rate + 0.5 * sigma * sigma) * years[i]) / (sigma * root);
    const double d2 = d1 - sigma * root;
    const double discounted = strike[i] * exp(-rate * years[i]);
    const double n1 = 0.5 + 0.5 * erf(d1 / sqrt(2.0));
    const double n2 = 0.5 + 0.5 * erf(d2 / sqrt(2.0));
    call[i] = price[i] * n1 - discounted * n2;
    put[i] = discounted * (1.0 - n2) - price[i] * (1.0 - n1);
  }
}
