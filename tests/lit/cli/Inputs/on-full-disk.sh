# on-full-disk.sh FOLDER SEGSTACK: in a mount namespace of its own.
cd "$1"
mount -t tmpfs -o size=16k none disk
cp tree.cpp tree.h disk
cd disk
# Leaves one page: room for one of the two results.
head -c 4096 /dev/zero > filler
set +e
"$2" rewrite --in-place tree.cpp -- 2> ../messages
code=$?
set -e
cat ../messages
test $code = 4
grep "cannot write '.*/tree\.[a-z]*': No space left on device" ../messages
cmp tree.cpp ../tree.cpp
cmp tree.h ../tree.h
test "$(ls | tr '\n' ' ')" = "filler tree.cpp tree.h "
