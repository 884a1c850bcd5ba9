# A user's project in C: -DARGUMENTS=-DSegstack_DIR=...
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/tests/consumer/c/ DESTINATION ${WORK}/project)
run(${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G Ninja
  -DCMAKE_C_COMPILER=${CC} -DCMAKE_BUILD_TYPE=Release ${ARGUMENTS})
run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)
expect_programs_to_differ_in_depth()
expect_success(${WORK}/build/shared)
foreach(program deep shared)
  run(ldd ${WORK}/build/${program})
  if(output MATCHES "libstdc")
    message(FATAL_ERROR "${program} needs the C++ library:\n${output}")
  endif()
endforeach()
