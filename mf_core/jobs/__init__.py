"""Training in the background: jobs that anybody who knows their id can watch.

A job outlives the page that started it (a page switch, a reload, a lost connection), but not the
interest in it: when nobody has looked for a while, it stops. The workers take turns between the
running jobs, one step at a time, so that a hall of students is slowed down together instead of
most of them being made to wait; jobs beyond the places stand in line and know their place.
"""

from mf_core.jobs.job import Job, Order, Snapshot, Watch
from mf_core.jobs.queue import Queue, RefusedError

__all__ = ["Job", "Order", "Queue", "RefusedError", "Snapshot", "Watch"]
