"""A compiled query as each engine says it: one tree, two texts, the same answers.

What means something else on Spark though it is written the same is rendered as the allow-list says.
"""

from __future__ import annotations

from sqlglot import exp

from rongshu.metrics.language.allowed import FUNCTIONS


def rendered(query: exp.Expr, engine: str) -> str:
    """The query's text for ``duckdb`` or ``spark``."""
    if engine != "spark":
        return query.sql(dialect=engine)
    tree = query.copy()
    for node in list(tree.walk())[::-1]:  # from the leaves up, so that nothing replaced is lost
        function = FUNCTIONS.get(type(node))
        if function is not None and function.spark == "argument":
            _argument_as_double(node)
        elif function is not None and function.spark == "result" and node.parent is not None:
            node.replace(exp.cast(node.copy(), "double"))
    return tree.sql(dialect="spark")


def _argument_as_double(node: exp.Expr) -> None:
    argument = node.this
    if isinstance(argument, exp.Distinct):
        argument.set("expressions", [exp.cast(part.copy(), "double") for part in argument.expressions])
    else:
        argument.replace(exp.cast(argument.copy(), "double"))
