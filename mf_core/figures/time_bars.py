"""What one rating costs several programs: a bar for each, on a scale of powers of ten."""

from collections.abc import Mapping

from mf_core.figures import style
from mf_core.figures.picture import Picture
from mf_core.saying import brief


def time_bars(nanoseconds: Mapping[str, float]) -> Picture:
    """Draw one horizontal bar for each program, the first at the top.

    Parameters
    ----------
    nanoseconds : mapping from the name of a program to its time for one rating
        Above 0.
    """
    names, times = list(nanoseconds), list(nanoseconds.values())
    said = [f"{brief(time, 2)} ns" for time in times]
    low, high = min(times) / 10, max(times) * 10
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": times,
        "y": list(range(len(names))),
        "text": [f"<b>{words}</b>" for words in said],
        "textposition": "outside",
        "textfont": {"size": style.TEXT_SIZE + 1},
        "cliponaxis": False,
        "marker": {"color": style.look("f").color},
        "hoverinfo": "skip",
    }
    told = ", ".join(f"{name} {words}" for name, words in zip(names, said, strict=True))
    return Picture(
        [bars],
        style.layout(
            xaxis=style.log_axis("time for one rating (ns)", low, high),
            yaxis=style.names_axis(names, down=True, title={"text": "carried out by"}),
        ),
        f"Bars of the time one rating takes: {told}.",
    )
