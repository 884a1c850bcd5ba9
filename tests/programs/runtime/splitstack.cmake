# libgcc's contexts: included for each compiler and level.

foreach(options "" layout=above layout=below stress=1:max_stack=8g
                stress=5:max_stack=8g
                segment_size=80k:max_segment_size=80k:cache=0)
  string(REGEX REPLACE ":.*" "" name "${options}")
  string(REPLACE "=" "" name "-${name}")
  foreach(how boost plain before after)
    foreach(case "turns 20 100000" "copies 4 30000" "migrate 20 20000"
                 "released 5 30000" "exceptions 4 3000" "reset 20 20000"
                 "find 2 20000" "block_signals 1 1"
                 "slabs:sizes 5 1" "slabs:crossings 10 100000"
                 "slabs:neighbours 20 80" "slabs:signals 10 1000")
      set(program splitstack)
      if(case MATCHES "^slabs:(.*)")
        set(program slabs)
        set(case ${CMAKE_MATCH_1})
      endif()
      string(REPLACE " " ";" words "${case}")
      list(GET words 0 named)
      # swapcontext alone saves no context; Boost keeps 1 KiB of a stack; in
      # stress mode every call crosses, and with cache=0 all that is beyond one
      # segment goes back each time.
      if((how STREQUAL "plain" AND named MATCHES "^(find|block_signals)$") OR
         (how STREQUAL "boost" AND named STREQUAL "neighbours") OR
         (options MATCHES "stress|cache=0" AND named STREQUAL "crossings"))
        continue()
      endif()
      # Checks that fault are tested as they are.
      if(variant MATCHES "guard$" AND NOT options STREQUAL "")
        continue()
      endif()
      list(INSERT words 1 ${how})
      runtime_test(${variant} ${program} ${named}-${how}${name} ARGS ${words}
        OPTIONS ${options})
      if(NOT options MATCHES "^$|stress=1|above" OR
         (options MATCHES "above" AND NOT how STREQUAL "before"))
        set_tests_properties(runtime/${program}/${named}-${how}${name}/${variant}
          PROPERTIES LABELS nightly)
      endif()
    endforeach()
  endforeach()
endforeach()
runtime_test(${variant} slabs no_memory ARGS no_memory before 0 0)
foreach(how boost plain before after)
  runtime_test(${variant} slabs overrun-${how} ARGS overrun ${how} 0 0)
  runtime_test(${variant} splitstack exhausted-${how}
    ARGS exhausted ${how} 5 0 OPTIONS max_stack=1m)
  runtime_test(${variant} splitstack exhausted-${how}-stress1
    ARGS exhausted ${how} 5 0 OPTIONS max_stack=1m stress=1)
endforeach()
# With checks that fault no stack is so small.
if(NOT variant MATCHES "guard$")
  runtime_test(${variant} million all ARGS 1000000)
  set_tests_properties(runtime/million/all/${variant} PROPERTIES
    TIMEOUT 600 RUN_SERIAL ON)
  if(NOT variant MATCHES "O2$")
    set_tests_properties(runtime/million/all/${variant} PROPERTIES LABELS nightly)
  endif()
endif()
