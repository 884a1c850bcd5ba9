int levels(int n);
