"""Parts of the lesson `overfitting`."""

from pages._kit.parts.overfitting import edge, held_back, stop, toy_map, trap

LIVE = (stop.STOP, stop.TURN, stop.NUMBERS, toy_map.MAP, held_back.HELD_BACK, edge.EDGE, trap.TRAP)
