# segstack_instrument(... PLACE plan): -DGENERATOR -DARGUMENTS
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/tests/consumer/plan/ DESTINATION ${WORK}/project)
configure(${GENERATOR} ${ARGUMENTS})
build()
expect_programs_to_differ_in_depth()

file(READ ${WORK}/build/deep.segstack-plan/plan.json plan)
string(REGEX MATCHALL "\"check\":true" checks "${plan}")
list(LENGTH checks count)
if(NOT count EQUAL 1 OR NOT plan MATCHES "main.cpp" OR NOT plan MATCHES "made.cpp"
    OR NOT plan MATCHES "later.cpp" OR NOT plan MATCHES "engine/engine.cpp")
  message(FATAL_ERROR "expected one check, of four sources:\n${plan}")
endif()

# Nothing that a decision depends on: one object.
file(APPEND ${WORK}/project/engine/engine.cpp "// A comment.\n")
build()
if(NOT "${built}" MATCHES "engine.cpp.o" OR "${built}" MATCHES "(main|later|made).cpp.o")
  message(FATAL_ERROR "expected the object of engine.cpp to be built: ${built}")
endif()
expect_nothing_built()

# Without the recursion no function needs a check: all objects.
file(READ ${WORK}/project/engine/engine.cpp text)
string(REPLACE "descend(levels - 1, engine)" "levels" text "${text}")
file(WRITE ${WORK}/project/engine/engine.cpp "${text}")
build()
file(READ ${WORK}/build/deep.segstack-plan/plan.json plan)
if(plan MATCHES "\"check\":true")
  message(FATAL_ERROR "expected no check:\n${plan}")
endif()
if(NOT "${built}" MATCHES "main.cpp.o" OR NOT "${built}" MATCHES "later.cpp.o")
  message(FATAL_ERROR "expected all objects of deep to be built: ${built}")
endif()

# A source that does not parse stops the compiler, not the plan.
file(APPEND ${WORK}/project/later.cpp "int broken( {\n")
execute_process(COMMAND ${CMAKE_COMMAND} --build ${WORK}/build RESULT_VARIABLE code
  OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(code EQUAL 0 OR NOT text MATCHES "later.cpp:[0-9:]* error" OR text MATCHES "nothing was written")
  message(FATAL_ERROR "expected the compiler's error:\n${text}")
endif()
