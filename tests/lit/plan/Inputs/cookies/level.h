void deeper(int n);
void write_level(int n);
