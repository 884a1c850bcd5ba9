# A user's project from configuration to incremental builds:
#   cmake -DGENERATOR=Ninja -DARGUMENTS=-DSegstack_DIR=... -P project.cmake
# With TOUCH_TOOL=ON, ARGUMENTS name an installation that no other test uses.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

copy_project()
configure(${GENERATOR} ${ARGUMENTS})
build()
expect_programs_to_differ_in_depth()

# Nothing touched.
expect_built()

# A header rebuilds the sources that include it, in both programs, and no other.
file(TOUCH ${WORK}/project/descend.h)
expect_built(deep/main.cpp.o plain/main.cpp.o deep plain)
file(TOUCH ${WORK}/project/other.cpp)
expect_built(deep/other.cpp.o plain/other.cpp.o deep plain)

# A changed header is what the next program runs.
file(READ ${WORK}/project/descend.h text)
string(REPLACE "above[1], 1}" "above[1], 2}" text "${text}")
file(WRITE ${WORK}/project/descend.h "${text}")
build()
run_deep(${WORK}/build/deep)
if(NOT output STREQUAL "levels 2000002\n")
  message(FATAL_ERROR "the changed header is not in the program: ${code} ${output}")
endif()

# A new tool rebuilds what it instrumented, and nothing else of these sources.
if(TOUCH_TOOL)
  file(TOUCH ${TOUCH_TOOL})
  expect_built(deep/main.cpp.o deep/other.cpp.o deep)
endif()
