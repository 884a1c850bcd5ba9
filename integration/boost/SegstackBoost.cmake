# segstack_boost(<folder>)
#
# Boost.Context and Boost.Fiber as static libraries whose stacks grow on
# segstack's runtime. The folder is that of Boost's sources, with libs/context
# and libs/fiber in it; headers are those that find_package(Boost) has found.
#
#   Segstack::boost_context   for Boost.Context and Coroutine2
#   Segstack::boost_fiber     for Boost.Fiber, and all of the above
#
# What links them is compiled with the same macros, which choose other members
# of the same classes. Their code needs no checks. See README.md beside this.

include_guard(GLOBAL)

function(segstack_boost folder)
  if(NOT EXISTS ${folder}/libs/context/src/fiber.cpp)
    message(FATAL_ERROR "segstack_boost: no sources of Boost.Context in ${folder}")
  endif()
  set(context ${folder}/libs/context/src)
  set(fiber ${folder}/libs/fiber/src)
  file(GLOB fiber_sources CONFIGURE_DEPENDS ${fiber}/*.cpp ${fiber}/algo/*.cpp)

  add_library(segstack_boost_context STATIC ${context}/continuation.cpp
    ${context}/fiber.cpp ${context}/posix/stack_traits.cpp)
  add_library(segstack_boost_fiber STATIC ${fiber_sources})
  foreach(name boost_context boost_fiber)
    add_library(Segstack::${name} ALIAS segstack_${name})
    target_compile_features(segstack_${name} PUBLIC cxx_std_11)
  endforeach()
  target_compile_definitions(segstack_boost_context PUBLIC BOOST_USE_UCONTEXT
    BOOST_USE_SEGMENTED_STACKS)
  find_package(Threads REQUIRED)
  target_link_libraries(segstack_boost_context PUBLIC Boost::headers
    Threads::Threads)
  target_link_libraries(segstack_boost_fiber PUBLIC segstack_boost_context)
endfunction()
