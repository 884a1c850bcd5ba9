# segstack as a part of the user's own build. Its objects may come out of
# ccache, since they are those of the build that runs this test.
include(${CMAKE_CURRENT_LIST_DIR}/Steps.cmake)

copy_project()
configure(Ninja -DSEGSTACK_FETCH=${SOURCE} ${ARGUMENTS})
build()
expect_programs_to_differ_in_depth()
expect_built()
file(TOUCH ${WORK}/project/descend.h)
expect_built(deep/main.cpp.o plain/main.cpp.o deep plain)

# A new tool rebuilds what it instrumented, and not plain, which has the same
# sources: the dependency is in the objects' own dependency files.
file(TOUCH ${WORK}/build/_deps/segstack-build/bin/segstack)
expect_built(deep/main.cpp.o deep/other.cpp.o deep)
