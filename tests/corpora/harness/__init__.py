"""Runs real projects plain and instrumented, and compares."""
