# New processes, the ways out of one, and signals all the time, for every
# compiler and level. The segments are small, so that nearly all happens there.

set(small segment_size=80k max_segment_size=160k cache=0)
foreach(compiler ${SEGSTACK_TEST_COMPILERS})
  string(MAKE_C_IDENTIFIER ${compiler} id)
  set(path ${SEGSTACK_TEST_${id}})
  foreach(variant ${compiler}.O0 ${compiler}.O2 ${compiler}.O0.guard
                  ${compiler}.O2.guard)
    foreach(program processes exits)
      build_program(${variant} ${path} ${program})
    endforeach()
    foreach(case spawn spawn_under_signals spawn_in_threads vfork
                 vfork_in_threads fork_among_threads clone)
      runtime_test(${variant} processes ${case} ARGS ${case} OPTIONS ${small})
      runtime_test(${variant} processes ${case}-stress1 ARGS ${case}
        OPTIONS stress=1 max_stack=4g)
    endforeach()
    foreach(case quick_exit exit_in_thread _exit main_ends detached
                 cancel_asynchronously given_stacks nothing_left)
      runtime_test(${variant} exits ${case} ARGS ${case} OPTIONS ${small})
      runtime_test(${variant} exits ${case}-stress1 ARGS ${case}
        OPTIONS stress=1 max_stack=4g)
    endforeach()
    runtime_test(${variant} exits cancel_in_crossings ARGS cancel_in_crossings
      OPTIONS ${small})
  endforeach()
endforeach()
