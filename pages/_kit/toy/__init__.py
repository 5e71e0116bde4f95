"""The hand-sized rating table: its runs, and how they are shown."""

from pages._kit.toy.boards import RUN
from pages._kit.toy.svd import SVD
from pages._kit.toy.turned import TURNED

LIVE = (RUN, TURNED, SVD)
