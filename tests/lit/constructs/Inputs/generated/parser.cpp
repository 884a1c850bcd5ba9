/* A parser, as a generator would write it: each piece says where it is from. */
#line 1 "grammar.y"

#include "tree.h"

#line 8 "parser.cpp"
#include <cstdio>
#include <cstdlib>
#include <string>

#define YYERROR goto yyerrlab

static const char *input;
static Tree *yyparse_expr(int level);

static Tree *yyprimary(int level)
{
  Tree *yyval = nullptr;
  int yyunused;
  switch (*input) {
  case '(':
    ++input;
    yyval = yyparse_expr(level + 1);
    if (!yyval || *input++ != ')')
      YYERROR;
#line 6 "grammar.y"
                        { yyval = (yyval); }
#line 29 "parser.cpp"
    break;
  default:
    if (*input < '0' || *input > '9')
      YYERROR;
#line 5 "grammar.y"
                        { yyval = leaf(std::strtol(input, const_cast<char **>(&input), 10)); }
#line 36 "parser.cpp"
  }
  return yyval;
yyerrlab:
#line 38 "grammar.y"
  delete yyval; return nullptr; }

#line 43 "parser.cpp"
static Tree *yyparse_expr(int level)
{ Tree *yyval = yyprimary(level); while (yyval && *input == '+') { ++input; Tree *yyright = yyprimary(level);
#line 7 "grammar.y"
                        if (!yyright) { delete yyval; return nullptr; } yyval = sum(yyval, yyright); }
#line 48 "parser.cpp"
  return yyval;
}

#line 10 "grammar.y"
int depth(const Tree *t) {
  if (!t)
    return 0;
  int l = depth(t->left), r = depth(t->right);
  return 1 + (l > r ? l : r);
}
auto where() { return __LINE__; }

#line 62 "parser.cpp"
int main(int argc, char **argv)
{
  int n = argc > 1 ? std::atoi(argv[1]) : 40;
  std::string deep = std::string(n, '(') + "1+2" + std::string(n, ')') + "+3";
  input = deep.c_str();
  Tree *t = yyparse_expr(0);
  std::printf("%ld %d %s %d %d\n", t->value, depth(t), __FILE__, __LINE__, where());
  delete t;
  input = "1+(2";
  std::printf("%d\n", yyparse_expr(0) == nullptr);
}
