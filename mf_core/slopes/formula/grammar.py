"""From tokens to a tree: a Pratt parser, in which every sign says how strongly it binds.

expression = prefix, then as long as the next sign binds more strongly: infix or superscript
prefix     = number | variable | pi | e | name ( expression ) | ( expression ) | "|" expression "|"
           | + prefix | - prefix
infix      = + | - | * | / | ^ | nothing at all, which multiplies: 2x, 3(x+1), sin(x)cos(x)
variable   = a letter of the language: x; in a function of two variables x | y, and then xy is
             x times y; in an update rule e | p | q | η … (`language`)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mf_core.slopes.formula.functions import ALIASES, CONSTANTS, FUNCTIONS
from mf_core.slopes.formula.language import OF_X, Language, in_a_row
from mf_core.slopes.formula.tokens import FormulaError, Token, tokenize
from mf_core.slopes.formula.tree import (
    HALF,
    Call,
    Constant,
    E,
    Negate,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    walk,
)

MAX_DEPTH = 24
MAX_NODES = 120

SUM, PRODUCT, POWER = 1, 2, 3  # how strongly a sign binds
BINDING = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}


def parse_tree(text: str, language: Language = OF_X) -> Node:
    """Read the whole of `text` as one expression, exactly as typed: nothing is simplified.

    Parameters
    ----------
    text : str
    language : Language
        Which letters stand for a variable, and which names there are.

    Raises
    ------
    FormulaError
        With the sentence and the place, whatever the text may be.
    """
    spelled = language.spelled()
    tokens = [letter for token in tokenize(text) for letter in _letters(token, language, spelled)]
    if len(tokens) == 1:
        raise FormulaError(language.nothing_yet, 0)
    parser = _Parser(tokens, language, spelled)
    tree = parser.expression(SUM, 0)
    if parser.next.kind != "end":
        raise FormulaError(f"I did not expect “{parser.next.text}” here.", parser.next.position)
    if sum(1 for _ in walk(tree)) > MAX_NODES:
        raise FormulaError(f"This has more than {MAX_NODES} parts.", len(text))
    return tree


def _letters(token: Token, language: Language, spelled: Mapping[str, str]) -> list[Token]:
    """Take the name xy for two variables in a row, which are multiplied."""
    kind, text, position = token
    if kind == "number" and language.has_e and "e" in text.lower():
        raise FormulaError(
            f"The e is the error here. Write “{text}” without it, or put a * before it.", position
        )
    if kind != "name" or len(language.letters) == 1 or text in spelled:
        return [token]
    row = list(in_a_row(text))
    if not all(letter in spelled for letter, _ in row):
        return [token]
    return [Token(kind, letter, position + place) for letter, place in row]


@dataclass
class _Parser:
    """Where the reading stands; `depth` counts the brackets, exponents and minus signs around it.

    Inside |…| a bar can only close: `open_bar` says so.
    """

    tokens: list[Token]
    language: Language
    spelled: Mapping[str, str]
    index: int = 0
    open_bar: bool = False

    @property
    def next(self) -> Token:
        return self.tokens[self.index]

    def take(self) -> Token:
        token = self.next
        self.index += 1
        return token

    def expression(self, strength: int, depth: int) -> Node:
        """Read on as long as the next sign binds at least as strongly as `strength`."""
        if depth > MAX_DEPTH:
            raise FormulaError(
                f"This is nested more than {MAX_DEPTH} levels deep.", self.next.position
            )
        node = self.prefix(strength, depth)
        while (binding := self.binding_of_next()) >= strength:
            node = self.infix(node, binding, depth)
        return node

    def binding_of_next(self) -> int:
        kind, sign, _ = self.next
        if kind == "superscript":
            return POWER
        if sign in BINDING:
            return BINDING[sign]
        opens = sign == "(" or (sign == "|" and not self.open_bar)
        return PRODUCT if opens or kind in ("name", "number") else 0

    def infix(self, left: Node, binding: int, depth: int) -> Node:
        kind, sign, position = self.next
        if kind == "superscript":
            return Power(left, Number(Fraction(self.take().text)))
        if sign not in BINDING:
            self.forbid_two_numbers(position)
            return Product(left, self.expression(binding + 1, depth))
        self.take()
        if sign == "^":  # from the right: 2^3^2 is 2^(3^2)
            return Power(left, self.expression(POWER, depth + 1))
        right = self.expression(binding + 1, depth)
        if sign in "+-":
            return Sum(left, right if sign == "+" else Negate(right))
        return Product(left, right) if sign == "*" else Quotient(left, right)

    def forbid_two_numbers(self, position: int) -> None:
        """`2 3` and `1.2.3` are slips of the finger, not products."""
        if self.next.kind == "number" and self.tokens[self.index - 1].kind == "number":
            raise FormulaError("Two numbers in a row: is a sign missing?", position)

    def prefix(self, strength: int, depth: int) -> Node:
        kind, text, position = self.take()
        if kind == "number":
            return Number(Fraction(text))
        if kind == "name":
            return self.named(ALIASES.get(text, text), position, depth)
        if text == "(":
            return self.bracketed(")", position, depth)
        if text == "|":
            return Call("abs", self.bracketed("|", position, depth))
        if text in ("+", "-"):  # -x^2 is -(x^2) and -2x is -(2x), but 2^-x*3 is (2^-x)*3
            operand = self.expression(max(strength, PRODUCT), depth + 1)
            return Negate(operand) if text == "-" else operand
        if kind == "end":
            raise FormulaError("The formula is not finished.", position)
        raise FormulaError(f"Something is missing before “{text}”.", position)

    def bracketed(self, closing: str, position: int, depth: int) -> Node:
        outside, self.open_bar = self.open_bar, closing == "|"
        inner = self.expression(SUM, depth + 1)
        self.open_bar = outside
        if self.take_if(closing):
            return inner
        raise FormulaError(f"The “{closing}” that closes this one is missing.", position)

    def take_if(self, sign: str) -> bool:
        found = self.next.text == sign
        self.index += found
        return found

    def named(self, name: str, position: int, depth: int) -> Node:
        if name in self.spelled:
            return Variable(self.spelled[name])
        if name not in self.language.names:
            raise FormulaError(_unknown_name(name, self.language), position)
        if name in CONSTANTS:
            return Constant(name)
        if not self.take_if("("):
            raise FormulaError(f"Write {name}(…) with brackets.", position)
        return _applied(name, self.bracketed(")", position, depth))


def _applied(name: str, argument: Node) -> Node:
    if name in FUNCTIONS:
        return Call(name, argument)
    return Power(E, argument) if name == "exp" else Power(argument, HALF)


def _unknown_name(name: str, language: Language) -> str:
    letters = [letter.name for letter in language.letters]
    known = (*letters, *language.names)
    meant = next((one for one in known if name.startswith(one)), "")
    if meant in letters:
        x, y = letters[0], letters[:2][-1]
        return f"I do not know “{name}”. A product is written {x}*{y} or 2{x}, a power {x}^2."
    if meant in (*FUNCTIONS, "exp", "sqrt"):
        return f"I do not know “{name}”. Write {meant}(…) with brackets."
    return f"I do not know “{name}”. I know {', '.join(known)}."


# The derivatives of the named functions, read by the grammar they are written in.
DERIVATIVES = {name: parse_tree(function.derivative) for name, function in FUNCTIONS.items()}
