# A project that uses ccache keeps it: segstack comes first, ccache caches what
# segstack hands on. The second build from nothing compiles nothing.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

function(expect_ccache key value)
  run(${CCACHE} --print-stats)
  if(NOT output MATCHES "(^|\n)${key}\t${value}\n")
    message(FATAL_ERROR "expected ${key} ${value} of ccache:\n${output}")
  endif()
endfunction()

copy_project()
set(ENV{CCACHE_DIR} ${WORK}/ccache)
set(ENV{CCACHE_CONFIGPATH} ${WORK}/ccache.conf)
configure(Ninja -DSegstack_DIR=${BUILD} -DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE})
build()
expect_programs_to_differ_in_depth()
expect_ccache(cache_miss 4)

run(${CMAKE_COMMAND} --build ${WORK}/build --target clean)
build()
expect_programs_to_differ_in_depth()
expect_ccache(cache_miss 4)
