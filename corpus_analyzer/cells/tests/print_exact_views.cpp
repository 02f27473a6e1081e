#include <cstdint>
#include <iostream>
#include <string>

#include "cells/cell_views.hpp"

// Frames: a decimal count of bytes, \n, then as many bytes. One frame out for each frame in.
int main() {
  std::string header;
  while (std::getline(std::cin, header)) {
    std::string source(std::stoull(header), '\0');
    std::cin.read(source.data(), static_cast<std::streamsize>(source.size()));
    const autopar::cells::CellViews views = autopar::cells::make_views(source);
    const bool has_failed = views.flags.contains(autopar::cells::CellFlag::TransformFailed);
    const std::string text = has_failed ? "TRANSFORM FAILED" : views.exact.text;
    std::cout << text.size() << '\n' << text;
  }
  return 0;
}
