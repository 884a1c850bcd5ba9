#ifndef OTHER_H
#define OTHER_H

const char *greeting();

#endif
