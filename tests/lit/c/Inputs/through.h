#ifdef __cplusplus
extern "C"
#endif
int down(int n, void (*last)(void *), void *data, int *cleanups);
