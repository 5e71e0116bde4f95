"""The fast steps against their twins on paper, given the same order of visits."""

import numpy as np
import pytest

from mf_core.algorithms import ALGORITHMS, Setup
from mf_core.fast import blocks, sgd
from mf_core.fast.layout import Layout, lay_out, lanes_for, visits
from mf_core.fast.tables import WIDTHS, model_of, padded, tables
from mf_core.kernels.sgd import biased_epoch, sgd_epoch
from mf_core.model import triples
from tests.test_kernels import arrays
