"""What is said to each known mistake: what the line does, and why that is not downhill.

{mine} stands for the factor the line is about, {other} for the one it is multiplied with.
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # the whole step
    "uphill": "The step has the wrong sign: it is exactly as long as it should be, and leads "
    "straight up the slope.",
    "twice": "The step is twice the course’s. That is the step of a loss without the ½, and the "
    "same as a doubled η: no mistake, if you know it.",
    "half": "The step is half the course’s, as if η were half as large.",
    "another rate": "The step is the course’s times a number, as if η were another one.",
    "no η": "η is missing: the whole slope is taken as the step, and the slider moves nothing.",
    "number for η": "A number stands where η should. It works as a rate, but the slider moves "
    "nothing.",
    "η²": "η stands in it twice. The smaller the rate, the more it is too small.",
    "divided by η": "The step is divided by η, so a smaller rate takes larger steps.",
    "exchanged": "p and q are exchanged behind the η. What {mine} needs is the error times "
    "{other}, and the charge on {mine} itself.",
    "λ everywhere": "λ multiplies the whole step. It is to charge for length only.",
    "times itself": "The step is multiplied by {mine} itself. Near 0 it can hardly move, and below "
    "0 it goes the wrong way.",
    "times other": "The whole step is multiplied by {other}. Where {other} is negative, it leads "
    "uphill.",
    "new p": "The line of q reads p′, the new p. Then q follows an error that the new p has "
    "already answered: this is the sequential rule, which is no step against the gradient.",
    # the old value
    "gone": "The old {mine} is gone. A step is added to where one stands; here it replaces it.",
    "from other": "The line starts from {other} and not from {mine}.",
    "minus old": "The old {mine} comes in with a minus: each visit turns it round.",
    "old twice": "The old {mine} is in it twice, so it doubles at every visit.",
    "all times η": "η multiplies the old {mine}, too: each visit keeps only that share of it. A "
    "bracket opens too early.",
    "averaged": "η of the old {mine} is taken away at every visit, as if λ were larger by 1.",
    "still": "{mine} stays as it is: the line makes no step.",
    "erased": "{mine} becomes 0, and then every prediction is the mean.",
    "becomes other": "{mine} becomes a copy of {other}.",
    "other line": "This is the line of {other}. Each factor keeps its own old value, and is moved "
    "by the other one.",
    "undefined": "The line is undefined for some numbers: a division by zero, a root or a "
    "logarithm of something negative.",
    # what the error asks for
    "error sign": "The error pulls the wrong way. e is rating minus prediction: where it is "
    "positive the prediction is too low, and the step has to raise it.",
    "error without η": "The error’s part has no η: η has to stand before the whole step.",
    "no other factor": "The error is not multiplied by {other}. The prediction moves by {other} "
    "when {mine} moves by 1, and the slope has to say so.",
    "own factor": "The error is multiplied by {mine} itself. The slope of a product in one of its "
    "factors is the other one, {other}.",
    "no error": "e is missing: the step is the same however wrong the prediction is.",
    "error squared": "The error is squared. The loss holds the square; its slope holds the error "
    "once, and with its sign.",
    "error’s size": "The error has lost its sign: too high and too low are answered alike.",
    "rating for error": "The rating stands where the error should. A rating that is predicted "
    "perfectly would go on pulling.",
    "prediction for error": "The prediction stands where the error should.",
    "one factor’s error": "You work the error out from this factor alone. A prediction adds up the "
    "products of all k factors, above the mean; e knows them all.",
    "both factors": "The error is multiplied by both factors. The slope in {mine} keeps {other} "
    "only.",
    "factor squared": "The error meets {other} twice. Once is enough: its second time takes its "
    "sign away.",
    "sum of factors": "The error is multiplied by the sum of both factors. It should be {other}.",
    "plus for times": "The error and {other} are added; they are to be multiplied.",
    "divided": "The error is divided by {other}. That is the length of the whole way to the "
    "rating, and explodes where {other} is small.",
    "error with η²": "The error’s part holds η twice.",
    "error divided by η": "The error’s part is divided by η.",
    "λ at the error": "λ multiplies the error. It belongs to the charge for length.",
    "λ for η": "λ stands where η should: the charge for length sets the pace.",
    "error twice": "The error’s part is doubled and the charge is not: one has the 2 of the "
    "square, the other has not. It works as double the η and half the λ.",
    "error halved": "The error’s part is halved and the charge is not. It works as half the η and "
    "double the λ.",
    "no error term": "Nothing pulls towards the ratings: there is a charge, and no error.",
    # the charge for length
    "charge sign": "λ pushes {mine} away from 0 instead of pulling it back: the longer, the "
    "harder.",
    "charge without η": "The charge has no η. A bracket is missing: η has to stand before both "
    "parts of the step.",
    "charges other": "λ charges {other} in the line of {mine}. Everybody pays for their own "
    "length.",
    "bare λ": "λ stands alone. The charge is λ times {mine}: without it, every factor is pushed "
    "down, also those below 0.",
    "λ lost": "{mine} is charged, but not by λ: as if λ were 1, wherever the slider stands.",
    "charge times error": "The charge is multiplied by the error. So it changes its sign, and "
    "vanishes where the prediction is right.",
    "charge squared": "The charge is squared. The loss holds the square of {mine}; its slope holds "
    "{mine} once.",
    "charge’s size": "The charge has lost the sign of {mine}: below 0 it pushes away from 0.",
    "charges both": "λ charges both factors in one line. Each line charges its own.",
    "charges product": "λ charges the product of both factors. The loss charges their lengths.",
    "charge with η²": "The charge holds η twice, so that it is too small.",
    "λ squared": "The charge holds λ twice.",
    "charge divided by η": "The charge is divided by η.",
    "charge twice": "The charge is doubled and the error’s part is not. It works as double the λ.",
    "charge halved": "The charge is halved and the error’s part is not. It works as half the λ.",
    "no charge": "λ is missing: nothing charges for length. At λ = 0 this is the right rule.",
}
