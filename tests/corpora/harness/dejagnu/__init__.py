"""GCC's own run tests, without DejaGnu."""
