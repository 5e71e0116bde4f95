"""Parts of the lesson `derivative`."""

from pages._kit.parts.derivative import own, secant

LIVE = (
    own.OWN,
    secant.POWER,
    secant.SECANT,
)
