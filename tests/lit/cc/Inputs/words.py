#!/usr/bin/env python3
"""words.py HEADER: the words of a header that a program may define as macros: all
but keywords, those of the preprocessor, and reserved or segstack's own names; and
those that the header had when a program found it out."""
import re
import sys

KEYWORDS = """alignas auto bool char class const constexpr decltype double else enum extern
    false float goto if inline int long mutable namespace new noexcept nullptr operator
    reinterpret_cast return short signed sizeof static static_assert static_cast struct
    template this throw true typedef typename union unsigned void
    define defined elif else endif error if ifdef ifndef include pragma undef
    GCC system_header""".split()
FOUND = """R F Bytes Flags Large any below bits bytes bytes captures checked cold cross crossing
    detail end flags from function guard invoke large_frame limit name no_room noinline
    noreturn offset outer ours outlined retry_flags run scratch segment small_frame sp
    target tls_model to uptr always_inline no_sanitize address""".split()

text = re.sub(r'(?s)/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"', " ", open(sys.argv[1]).read())
words = set(re.findall(r"\b[A-Za-z_]\w*", text)) - set(KEYWORDS)
own = re.compile(r"segstack|Segstack|SEGSTACK|__|_[A-Z]")
print("\n".join(sorted({word for word in words if not own.match(word)} | set(FOUND))))
