# Calls on the thread's own stack, in C++, from deep on segments.
foreach(compiler ${SEGSTACK_TEST_COMPILERS})
  string(MAKE_C_IDENTIFIER ${compiler} id)
  foreach(variant ${compiler}.O0 ${compiler}.O2 ${compiler}.O0.guard
                  ${compiler}.O2.guard)
    build_program(${variant} ${SEGSTACK_TEST_${id}} system_stack)
    foreach(case results nested thrown refused)
      runtime_test(${variant} system_stack ${case} ARGS ${case})
      foreach(every 1 7)
        runtime_test(${variant} system_stack ${case}-stress${every} ARGS ${case}
          OPTIONS stress=${every} max_stack=8g)
      endforeach()
    endforeach()
  endforeach()
endforeach()
