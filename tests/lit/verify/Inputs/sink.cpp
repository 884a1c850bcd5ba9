int sink(void *room) { return *static_cast<char *>(room); }
