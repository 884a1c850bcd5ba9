%{
#include "tree.h"
%}
%%
expr: NUMBER            { $$ = leaf($1); }
    | '(' expr ')'      { $$ = $2; }
    | expr '+' expr     { $$ = sum($1, $3); }
    ;
%%
int depth(const Tree *t) {
  if (!t)
    return 0;
  int l = depth(t->left), r = depth(t->right);
  return 1 + (l > r ? l : r);
}
auto where() { return __LINE__; }
