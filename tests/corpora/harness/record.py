#!/usr/bin/env python3
# record.py - runs a compiler and remembers its command
#
# Part of segstack, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""record.py LOG COMPILER ARGUMENTS...: for what is built by make, which has no
compilation database. A line of the log is a list: the folder, and the words.
LOG.seconds gets what this took itself, of the time of the build."""

import json
import os
import sys
import time


def main(log, *command):
    line = json.dumps([os.getcwd(), *command]) + "\n"
    # In one piece each, as make runs several at once.
    with open(log, "a", encoding="utf-8") as stream:
        stream.write(line)
    with open(f"{log}.seconds", "a", encoding="utf-8") as stream:
        stream.write(f"{time.process_time()}\n")
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
