# Memory that ends: without overcommitment, under RLIMIT_DATA. Included for each
# compiler and level.
set(link_budget -Wl,--wrap=mmap,--wrap=mprotect,--wrap=munmap)
build_program(${variant} ${path} budget)
runtime_test(${variant} budget jump ARGS jump)
foreach(end exception callback noexcept threads data)
  runtime_test(${variant} budget ${end} ARGS ${end}
    OPTIONS segment_size=80k max_segment_size=1m)
  runtime_test(${variant} budget ${end}-stress1 ARGS ${end}
    OPTIONS stress=1 max_stack=8g)
endforeach()
