# What an attacker may choose: sizes, depths. Included for each compiler and
# level.
set(link_security -Wl,--wrap=mmap)
build_program(${variant} ${path} security)
# Stacks larger than the largest array.
set(large STACK 4096 OPTIONS segment_size=2m max_segment_size=2m)
runtime_test(${variant} security arrays ARGS arrays 16 ${large})
runtime_test(${variant} security arrays-stress1 ARGS arrays 16
  OPTIONS stress=1 max_stack=8g)
runtime_test(${variant} security unchecked ARGS unchecked ${large})
foreach(stress 0 1)
  string(REPLACE "-stress0" "" suffix "-stress${stress}")
  runtime_test(${variant} security maps${suffix} ARGS maps
    OPTIONS segment_size=80k max_segment_size=160k stress=${stress})
  runtime_test(${variant} security hostile${suffix} ARGS hostile
    OPTIONS max_stack=16m hard_extra=4m stress=${stress})
endforeach()
