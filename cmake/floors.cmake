# Builds the house from src/floors.txt: one static library a floor, linked with every floor below
# it, and one test program a floor from the *_test.cpp files that stand beside the code.
# Files of a floor are compiled ENACT_BATCH at a time (docs/decisions/build.md).
# A floor folder may hold a floor.cmake that names its outside libraries (enact_floor_links) and says about how many
# seconds its tests take (enact_floor_cost), so that the longest are begun first and none runs alone at the end, and
# into how many processes they are divided (enact_floor_shards).

# For tests and benchmarks that read files of the checkout; see tests/root.hpp.
add_library(enact_test_root STATIC EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/root.cpp")
target_compile_definitions(enact_test_root PRIVATE ENACT_ROOT_FOLDER="${CMAKE_SOURCE_DIR}")
target_compile_options(enact_test_root INTERFACE "SHELL:-include ${CMAKE_SOURCE_DIR}/tests/root.hpp")

# Puts files into evenly filled batches, each a file that includes them in their order, and gives the batches; a file
# with compile options of its own stays by itself. Paths are written from src/ down, so that a cache of the compiler
# hits in a checkout elsewhere.
function(enact_batches result name)
  set(made "")
  set(together "")
  foreach(file IN LISTS ARGN)
    get_source_file_property(options "${file}" COMPILE_OPTIONS)
    if(options OR ENACT_BATCH LESS 2)
      list(APPEND made "${file}")
    else()
      list(APPEND together "${file}")
    endif()
  endforeach()
  list(LENGTH together count)
  math(EXPR batches "(${count} + ${ENACT_BATCH} - 1) / ${ENACT_BATCH}")
  set(number 0)
  while(number LESS batches)
    math(EXPR first "${number} * ${count} / ${batches}")
    math(EXPR number "${number} + 1")
    math(EXPR size "${number} * ${count} / ${batches} - ${first}")
    list(SUBLIST together ${first} ${size} files)
    list(TRANSFORM files REPLACE "^${CMAKE_SOURCE_DIR}/src/(.*)$" "#include \"\\1\"")
    list(JOIN files "\n" includes)
    set(batch "${CMAKE_BINARY_DIR}/batches/${name}_${number}.cpp")
    file(CONFIGURE OUTPUT "${batch}" CONTENT "${includes}\n" @ONLY)
    list(APPEND made "${batch}")
  endwhile()
  set(${result} ${made} PARENT_SCOPE)
endfunction()

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
    set(enact_floor_links "")
    set(enact_floor_cost 1)
    set(enact_floor_shards 1)
    include("${CMAKE_SOURCE_DIR}/src/${floor}/floor.cmake" OPTIONAL)
    enact_batches(floor_batches ${floor} ${floor_files})
    add_library(enact_${floor} STATIC ${floor_batches})
    target_include_directories(enact_${floor} PUBLIC "${CMAKE_SOURCE_DIR}/src")
    target_link_libraries(enact_${floor} PUBLIC ${floors_below} ${enact_floor_links})
    if(floor_tests AND ENACT_TESTS)
      enact_batches(test_batches ${floor}_test ${floor_tests})
      add_executable(${floor}_test ${test_batches})
      target_include_directories(${floor}_test PRIVATE "${CMAKE_SOURCE_DIR}/src")
      # Sanitizers are for the floors. Of a test's own code they show the same unoptimised, which takes half the time
      # to compile.
      if(ENACT_SANITIZE)
        target_compile_options(${floor}_test PRIVATE -O0)
      endif()
      target_link_libraries(${floor}_test PRIVATE enact_${floor} enact_test_root GTest::gmock GTest::gtest_main rapidcheck)
      # gtest's own parallel-friendly discovery would start one process a test; most floors' tests are quick.
      if(enact_floor_shards EQUAL 1)
        add_test(NAME ${floor} COMMAND ${floor}_test --gtest_brief=1)
        set_tests_properties(${floor} PROPERTIES TIMEOUT 900 COST ${enact_floor_cost})
      else()
        foreach(shard RANGE 1 ${enact_floor_shards})
          math(EXPR index "${shard} - 1")
          add_test(NAME ${floor}_${shard} COMMAND ${floor}_test --gtest_brief=1)
          # Reports go into a folder (GTEST_OUTPUT=xml:FOLDER/), where gtest would give all shards one name.
          set_tests_properties(${floor}_${shard} PROPERTIES TIMEOUT 900 COST ${enact_floor_cost}
            ENVIRONMENT "GTEST_TOTAL_SHARDS=${enact_floor_shards};GTEST_SHARD_INDEX=${index}"
            ENVIRONMENT_MODIFICATION "GTEST_OUTPUT=string_append:${floor}_${shard}.xml")
        endforeach()
      endif()
    endif()
    list(APPEND ENACT_FLOORS ${floor})
  endforeach()
  foreach(floor IN LISTS names)
    if(TARGET enact_${floor})
      list(PREPEND floors_below enact_${floor})
    endif()
  endforeach()
endforeach()
