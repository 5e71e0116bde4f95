# ruff: noqa: RUF001 (the look-alikes are the point)
"""Formulas nobody would teach: hostile texts, random texts, random but well-formed formulas."""

import random

ATTACKS = [
    '__import__("os").system("echo PWNED")',
    "(1).__class__.__bases__[0].__subclasses__()[:2]",
    "x.__class__.__mro__[-1].__subclasses__()",
    '(lambda fc=(lambda n: [c for c in ().__class__.__bases__[0].__subclasses__()]): fc("a"))()',
    "9**9**9**9",
    "9**9**7",
    "9**(9**7*2)",
    "factorial(10**9)",
    "(x+1)**(10**6)",
    "(" * 300 + "x" + ")" * 300,
    "(" * 10_000 + "x" + ")" * 10_000,
    "-" * 20_000 + "x",
    "sin(" * 90 + "x" + ")" * 90,
    "+".join("x" * 20_000),
    '"a"*10**10',
    "[0]*10**9",
    "1<<(1<<40)",
    "[y for y in range(10**9)]",
    '"{0.__class__.__mro__}".format(x)',
    "(y:=5)*x",
    "gamma(10**8)",
    "binomial(10**7,5*10**6)",
    "exp(exp(exp(exp(9))))",
    "expand((x+1)**5000)",
    "list(primerange(10**10))",
    "S(\"__import__('os').system('echo PWNED')\")",
    'sympify.__globals__["__builtins__"]["__import__"]("os").system("echo PWNED")',
    "𝐱+1",
    "x\x00+1",
    "9" * 5000,
    "10**10**8 % 7",
    "exec('1')",
]

SLIPS = [
    *["", "   ", "x" * 201, "(" * 100 + "x", "|" * 199, "-" * 199 + "x", "- " * 99 + "x"],
    *["^".join("x" * 60), "^".join("9" * 60), "e^" * 60 + "x", "sin(" * 40 + "x" + ")" * 40],
    *["/".join("x" * 60), "x/0", "0/0", "0^0", "1e308*1e308", "1e99*1e99*1e99*1e99*x"],
    *["ln(-1)", "sqrt(-x)", "x^0.5", "(-2)^x", "x^1e99", "x^-1e9", "1e-320", "1e-99^99 x"],
    *["tan(pi/2)", "exp(1e9)", "exp(exp(exp(exp(x))))", "x" * 200, "x|x|x", "||x||", "|x|x|"],
    *["2(3", "sin x", "sinx", "x y", "xx", "x2", "2x3", "1..2", "1.2.3", ".", "e", "pi", "x!"],
    *["x%2", "x//2", "x=2", "f(x)", "f(x)=x^2", "y=x^2", "x²", "x²³", "²", "3·x", "١x", "x３"],
    *["**x", "x**", "x***2", "()", "(())", "||", "sin()", "sin(x,x)", "x,x", "$x$", "\\frac{1}{x}"],
    *["<script>alert(1)</script>", '=HYPERLINK("http://e")', "${7*7}", "{{7*7}}", "%s%n"],
    *["../../etc/passwd", "x\u202e1", "x\r\n1", "True", "None", "lambda:0", "x.real", "x[0]"],
    *["x if x else 1", "[x for x in x]", 'f"{x}"', "0x10", "1_000", "1j", "0b1", "1e999", "1e-999"],
    *["9" * 16, "0." + "9" * 15, "1e1000", "not x", "x<1", "@x", "\ud800", "x+\udfff", "\udc80x"],
    *["xy", "yx^2", "xyx", "xyz", "y", "yy", "y(x)", "x_y", "d/dx y", "z", "xy2", "x,y", "f(x,y)"],
    *["1/(x-y)", "x^y", "y^x^y", "ln(xy)", "|x|y||", "y" * 200, "y=2", "(" * 99 + "y", "у+x", "ｙ"],
    *["\U0001f600", "ß", "ſin(x)", "ﬁ", "ＸX", "X", "Sin(x)", "\u00a0", "\ufeffx", "x\u200bx"],
]

HOSTILE = ATTACKS + SLIPS

ALPHABET = [
    *"0123456789.eExX+-*/^()|, \t[]{}\"'\\\n\0;:=<>%@!&~`$_#?äπ²³·−×÷９٣≤𝐱\u202e\u200b\ud83d\udc80",
    *[
        "sin(",
        "cos(",
        "exp(",
        "ln(",
        "sqrt(",
        "abs(",
        "tan(",
        "log(",
        "sign(",
        "sigmoid(",
        "x",
        "x",
    ],
    *["pi", "**", "__", "import", "lambda", "os.", "1e308", "9" * 16, "x^", "^-", ")(", "||"],
]

LEAVES = ["x", "x", "x", "2", "3", "0.5", "pi", "e", "7", "1.25"]
LEAVES_OF_TWO = [*LEAVES, "y", "y", "y", "xy"]
EXPONENTS = ["2", "3", "x", "0.5", "-1", "(1/3)"]


def random_text(rng: random.Random) -> str:
    """Up to 40 pieces of the alphabet, mostly nonsense."""
    return "".join(rng.choices(ALPHABET, k=rng.randint(0, 40)))


def random_formula(
    rng: random.Random, depth: int, functions: list[str], leaves: list[str] = LEAVES
) -> str:
    """A well-formed formula of at most `depth` levels."""
    if depth == 0 or rng.random() < 0.12:
        return rng.choice(leaves)

    def part() -> str:
        return random_formula(rng, depth - 1, functions, leaves)

    kind = rng.choices(["+", "-", "*", "/", "^", "f"], weights=[25, 10, 20, 10, 13, 22])[0]
    if kind == "f":
        return f"{rng.choice(functions)}({part()})"
    if kind == "^":
        return f"({part()})^{rng.choice([*EXPONENTS, f'({part()})'])}"
    return f"({part()}{kind}{part()})"
