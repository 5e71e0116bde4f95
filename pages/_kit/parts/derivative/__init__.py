"""Parts of the lesson `derivative`."""

from pages._kit.parts.derivative import bend, cube, microscope, own, secant

LIVE = (
    bend.BEND,
    cube.CUBE,
    microscope.ENLARGED,
    own.OWN,
    secant.POWER,
    secant.SECANT,
)
