# autopar_room(<name> SOURCES <files...> [USES <rooms...>] [LIBRARIES <targets...>]
#              [ELSEWHERE <files...>])
#
# One room = one static library autopar_<name>, alias autopar::<name>; its headers are included as
# "<folder>/<file>". USES names the rooms that this one may include; LIBRARIES names targets from
# outside. Every .cpp of the folder has to be listed, so that no file is forgotten by the build;
# ELSEWHERE lists those that another target compiles.
function(autopar_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;USES;LIBRARIES;ELSEWHERE")
  autopar_check_sources(${CMAKE_CURRENT_SOURCE_DIR} "${room_SOURCES};${room_ELSEWHERE}")
  add_library(autopar_${name} STATIC ${room_SOURCES})
  add_library(autopar::${name} ALIAS autopar_${name})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH parent)
  target_include_directories(autopar_${name} PUBLIC
    ${parent}
    ${CMAKE_SOURCE_DIR}/autopar_engine
    ${CMAKE_SOURCE_DIR}/autopar_engine/include)
  list(TRANSFORM room_USES PREPEND autopar::)
  target_link_libraries(autopar_${name} PUBLIC ${room_USES} ${room_LIBRARIES}
                        PRIVATE autopar::warnings)
endfunction()

# autopar_check_sources(<folder> <files>): stops when a .cpp of the folder is not in the list. A
# folder inside it that has a CMakeLists.txt of its own answers for itself.
function(autopar_check_sources folder files)
  file(GLOB_RECURSE found RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*.cpp)
  foreach(file IN LISTS found)
    cmake_path(GET file PARENT_PATH file_folder)
    if(file_folder AND EXISTS ${folder}/${file_folder}/CMakeLists.txt)
      continue()
    endif()
    if(NOT file IN_LIST files)
      message(FATAL_ERROR "${folder}/${file} is not in the list of sources beside it")
    endif()
  endforeach()
endfunction()

# All programs made by autopar_test: what the sanitizers run.
add_custom_target(autopar_unit_tests)

# autopar_test(<name> SOURCES <files...> [USES <rooms...>] [LIBRARIES <targets...>] [SLOW]
#              [LEAK_OPTIONS <options of LeakSanitizer>])
#
# One GoogleTest program. Its tests carry the label fast, or slow with SLOW. What is tested is built
# as for users; the test's own sources take a third less time to compile at -O1.
function(autopar_test name)
  cmake_parse_arguments(PARSE_ARGV 1 test "SLOW" "LEAK_OPTIONS" "SOURCES;USES;LIBRARIES")
  add_executable(${name} ${test_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}
                             ${CMAKE_SOURCE_DIR}/autopar_engine)
  list(TRANSFORM test_USES PREPEND autopar::)
  target_link_libraries(${name} PRIVATE ${test_USES} ${test_LIBRARIES} autopar::warnings
                        GTest::gmock_main)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  add_dependencies(autopar_unit_tests ${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  set(label fast)
  if(test_SLOW)
    set(label slow)
  endif()
  set(leaks_of_libraries ${CMAKE_SOURCE_DIR}/scripts/leaks_of_libraries.supp)
  set(leak_options suppressions=${leaks_of_libraries}:print_suppressions=0)
  if(test_LEAK_OPTIONS)
    string(APPEND leak_options ":${test_LEAK_OPTIONS}")
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 TEST_PREFIX ${name}.
                       PROPERTIES LABELS ${label} TIMEOUT 600
                       ENVIRONMENT "LSAN_OPTIONS=${leak_options}")
endfunction()
