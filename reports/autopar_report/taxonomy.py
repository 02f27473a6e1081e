"""The closed lists of the taxonomy that raters choose from, with what each value means.

The values are those of the study's schema; the words are for people who read a loop.
"""

DIMENSIONS: dict[str, tuple[str, dict[str, str]]] = {
    "kind": (
        "What the header is. Of a comprehension each for clause is a loop of its own.",
        {
            "FOR": "a for statement",
            "WHILE": "a while statement",
            "ASYNC_FOR": "an async for statement or clause",
            "LISTCOMP": "a clause of a list comprehension",
            "SETCOMP": "a clause of a set comprehension",
            "DICTCOMP": "a clause of a dict comprehension",
            "GENEXP": "a clause of a generator expression",
        },
    ),
    "context": (
        "The innermost scope that the loop stands in.",
        {
            "TOP": "the cell itself",
            "FUNC": "a function",
            "METHOD": "a function defined in a class",
            "CLASS": "the body of a class",
            "LAMBDA": "a lambda",
        },
    ),
    "domain": (
        "What it runs over, after enumerate, zip (its first argument), reversed, sorted, list, "
        "tuple, set, iter and progress bars are taken off. The first that fits.",
        {
            "RANGE_SHAPE": "a range with .shape, .size or .ndim in an argument",
            "RANGE_LEN": "a range with len( in an argument",
            "RANGE_CONST": "a range between literal numbers",
            "RANGE_SYM": "a range of sums and multiples of names that the loop does not write",
            "RANGE_EXPR": "any other range",
            "NUMGEN": "numbers that NumPy generates: linspace, ndindex, arange of floats",
            "LITERAL": "a literal list, tuple, set, dict or string",
            "COMPREHENSION": "a comprehension or generator",
            "DICT_VIEW": ".items(), .keys() or .values()",
            "FRAME_ROWS": ".iterrows(), .itertuples() or .groupby(...)",
            "ITERTOOLS": "itertools, map or filter",
            "FILE_STREAM": "an open file, its lines, a csv reader, a list of files",
            "SEQ_NAME": "a name",
            "SEQ_ATTR": "an attribute",
            "SEQ_SUB": "an element or slice",
            "METHOD_CALL": "the result of another method",
            "FUNC_CALL": "the result of another function",
            "W_TRUE": "while True, while 1",
            "W_COUNTER": "while: a counter, stepped once an iteration, against a bound",
            "W_CONV": "while: until a computed value is small or close",
            "W_CONTAINER": "while: until a container is empty, which the body changes",
            "W_COND": "while: any other condition",
            "OTHER": "anything else",
        },
    ),
    "shape": (
        "What the body holds. Docstrings, comments and pass do not count.",
        {
            "LEAF": "no loop",
            "PERFECT": "exactly one loop and nothing else",
            "IMPERFECT_1": "one loop and other statements",
            "IMPERFECT_N": "several loops",
        },
    ),
    "effect": (
        "The worst of what its calls do, inner loops included; calls that only append, add up or "
        "change what the iteration itself made are left out.",
        {
            "NONE": "it calls nothing else",
            "PURE": "they compute a value",
            "CONVERT": "they make a number or text of another",
            "ALLOC": "they make a new object",
            "FRAME_OP": "they work on a whole table",
            "RNG": "they draw random numbers",
            "CLOCK": "they read the time",
            "PRINT": "they write to the output of the cell",
            "PLOT": "they draw on a figure",
            "MUTATE_RECV": "they change the object whose method they are",
            "MUTATE_ARG": "they change an argument",
            "FILE_IO": "they read or write files",
            "NET_IO": "they talk to a network",
            "SYSTEM": "they deal with the world outside in another way",
            "UNKNOWN": "nothing says what one of them does",
        },
    ),
    "verdict": (
        "How the iterations of this loop hang together, inner loops executed in order. The first "
        "that fits. Unless named, no name may carry a value between iterations, but counters and "
        "names written before they are read in each iteration are fine.",
        {
            "TRIVIAL": "at most one iteration, or nothing to do",
            "DOALL": "no iteration touches what another one writes",
            "DOALL_PRIV": "the same, once each has its own copy of some names",
            "REDUCE": "they meet only in s = s op e, whose operation can be regrouped",
            "COLLECT": "they only contribute their own items to a list, set or dict, in order",
            "HISTO": "they only add to cells that the data selects: x[k[i]] += e",
            "DOANY": "they meet only in operations whose order does not matter, such as set.add",
            "SCAN": "tied by one running value that is also read: prefix sums",
            "SEARCH": "independent up to the one that ends the loop",
            "ORDERED_IO": "tied by the order of output alone",
            "RNG_STREAM": "tied by the stream of random numbers alone",
            "PIPELINE": "tied, but some statements can be taken apart into a loop that is not",
            "DOACROSS": "tied to the d-th iteration before, at a fixed distance d",
            "SEQ": "tied by a dependence that is certain",
            "UNKNOWN": "the text does not say whether they are tied",
        },
    ),
    "stage": (
        "The earliest stage whose facts give the verdict; of UNKNOWN, the one that may still.",
        {
            "SYNTAX": "the kind of the loop and its control flow",
            "LOOP": "the loop and its function",
            "NOTEBOOK": "definitions, imports and constants of earlier cells",
            "LIBRARY": "what known functions do",
            "BOUNDS": "numbers at the call: trip counts, extents",
            "TYPES": "objects at the call: types, which memory they share",
            "CONTENT": "what arrays hold",
            "NEVER": "nothing that can be looked at before the loop runs",
        },
    ),
}
