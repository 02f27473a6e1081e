#include <stdint.h>

static int count_three(const uint8_t* middle) { return middle[-1] + middle[0] + middle[1]; }

void game_of_life(uint8_t* grid, int64_t rows, int64_t columns, uint8_t* new, int64_t new_rows,
                  int64_t new_columns, int64_t steps) {
  (void)new_rows;
  (void)new_columns;
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t i = 1; i < rows - 1; ++i) {
      for (int64_t j = 1; j < columns - 1; ++j) {
        const uint8_t* cell = grid + i * columns + j;
        const int neighbours =
            count_three(cell - columns) + cell[-1] + cell[1] + count_three(cell + columns);
        new[i * columns + j] = neighbours == 3 || (neighbours == 2 && *cell == 1);
      }
    }
    for (int64_t i = 1; i < rows - 1; ++i) {
      for (int64_t j = 1; j < columns - 1; ++j) {
        grid[i * columns + j] = new[i * columns + j];
      }
    }
  }
}
