# Every library from outside, found once. Versions are those of Debian 12 unless said otherwise.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(GTest REQUIRED)
include(GoogleTest)
