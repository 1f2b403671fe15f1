# Builds the house from src/floors.txt: one static library a floor, linked with every floor below
# it, and one test program a floor from the *_test.cpp files that stand beside the code.
# A floor folder may hold a floor.cmake that names its outside libraries (enact_floor_links) and says about how many
# seconds its tests take (enact_floor_cost), so that the longest are begun first and none runs alone at the end.

# For tests and benchmarks that read files of the checkout; see tests/root.hpp.
add_library(enact_test_root STATIC EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/root.cpp")
target_compile_definitions(enact_test_root PRIVATE ENACT_ROOT_FOLDER="${CMAKE_SOURCE_DIR}")
target_compile_options(enact_test_root INTERFACE "SHELL:-include ${CMAKE_SOURCE_DIR}/tests/root.hpp")

file(STRINGS "${CMAKE_SOURCE_DIR}/src/floors.txt" floor_lines REGEX "^[a-z]")
set(floors_below "")
set(ENACT_FLOORS "")
foreach(line IN LISTS floor_lines)
  separate_arguments(names UNIX_COMMAND "${line}")
  foreach(floor IN LISTS names)
    file(GLOB_RECURSE floor_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${floor}/*.cpp")
    set(floor_tests ${floor_files})
    list(FILTER floor_tests INCLUDE REGEX "_test\\.cpp$")
    list(FILTER floor_files EXCLUDE REGEX "(_test|/main)\\.cpp$")
    if(NOT floor_files)
      continue()
    endif()
    add_library(enact_${floor} STATIC ${floor_files})
    target_include_directories(enact_${floor} PUBLIC "${CMAKE_SOURCE_DIR}/src")
    set(enact_floor_links "")
    set(enact_floor_cost 1)
    include("${CMAKE_SOURCE_DIR}/src/${floor}/floor.cmake" OPTIONAL)
    target_link_libraries(enact_${floor} PUBLIC ${floors_below} ${enact_floor_links})
    if(floor_tests AND ENACT_TESTS)
      add_executable(${floor}_test ${floor_tests})
      target_link_libraries(${floor}_test PRIVATE enact_${floor} enact_test_root GTest::gmock GTest::gtest_main rapidcheck)
      # gtest's own parallel-friendly discovery would start one process a test; a floor's tests are quick.
      add_test(NAME ${floor} COMMAND ${floor}_test --gtest_brief=1)
      set_tests_properties(${floor} PROPERTIES TIMEOUT 900 COST ${enact_floor_cost})
    endif()
    list(APPEND ENACT_FLOORS ${floor})
  endforeach()
  foreach(floor IN LISTS names)
    if(TARGET enact_${floor})
      list(PREPEND floors_below enact_${floor})
    endif()
  endforeach()
endforeach()
