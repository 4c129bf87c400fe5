#!/usr/bin/env python3
"""Writes beta-geometric-extremes.csv: BG/NBD and MBG/NBD at the edges, to 17 digits.

Needs mpmath (Debian: python3-mpmath). Deterministic; run it in this folder.
Likelihood and P(alive) come from the closed forms of the papers; expected purchases from the mean over
the dropout probability, in 30 digits. They agree with the papers' closed form in 100 digits where its
hypergeometric function converges.
"""
import csv
import itertools
from mpmath import mp, mpf, exp, expm1, linspace, log, log1p, loggamma, quad

mp.dps = 30

PARAMETERS = [
    ("CDNOW", "0.2425945", "4.413602", "0.792922", "2.425907"),
    ("a just below 1", "0.5", "10", "0.9999999999", "3"),
    ("a equal to 1", "0.5", "10", "1", "3"),
    ("a + b below 1", "0.5", "10", "0.3", "0.2"),
    ("a + b equal to 1", "0.5", "10", "0.25", "0.75"),
    ("hardly any dropout", "0.83", "69", "0.00001", "6.7"),
    ("most drop out at once", "0.3", "5", "20", "0.05"),
    ("dropout at one probability", "0.5", "10", "200000", "800000"),
    ("purchases at one rate", "30000", "600000", "0.7", "1.5"),
    ("most never buy again", "0.002", "0.3", "0.05", "0.2"),
    ("hours", "0.6", "0.001", "0.6", "1.1"),
]
HISTORIES = [  # x, t_x, T
    ("0", "0", "0"),
    ("0", "0", "0.001"),
    ("0", "0", "52"),
    ("1", "0.14285714285714285", "520"),
    ("3", "38.9999999", "39"),
    ("25", "39", "39"),
    ("60", "90", "100"),
    ("2000", "364", "365"),
]
HORIZONS = ["0.01", "52", "100000", "365", "1"]


def expected_if_alive(r, a, b, tau):
    """The mean of (1 - (1 + p tau)^-r) / p over p ~ Beta(a, b), in w = ln(p / (1-p)) from its mode."""
    mode = log(a / b)
    fallen = lambda d: (a + b) * log1p(a / (a + b) * expm1(d)) - a * d
    steep = (r + 1) * (tau + 1)
    reach = 70 + log(steep + a + b)
    # The tails beyond: exponential where the function no longer changes, or too small to count.
    low, high = min(-reach - mode, mpf(-1)), max(reach - mode, mpf(1))
    tails = exp(-fallen(low)) / a, exp(-fallen(high)) / b
    while fallen(low) > 75 + log(steep):
        low *= mpf("0.9")
    while fallen(high) > 75 + log(steep):
        high *= mpf("0.9")
    weight = lambda d: exp(-fallen(d))
    p = lambda d: 1 / (1 + exp(-mode - d))
    count = lambda p: -expm1(-r * log1p(p * tau)) / p
    pieces = linspace(low, high, int(16 + (high - low) / 2))
    total = tails[0] + tails[1] + quad(weight, pieces)
    inner = quad(lambda d: weight(d) * count(p(d)), pieces)
    return (tails[0] * r * tau + inner + tails[1] * count(mpf(1))) / total


def figures(first, r, alpha, a, b, x, tx, T, t):
    n = x + first
    odds = mpf(0)
    if n > 0:
        odds = a / (b + n - 1) * exp((r + x) * log((alpha + T) / (alpha + tx)))
    purchases = loggamma(r + x) - loggamma(r) - x * log(alpha) - (r + x) * log1p(T / alpha)
    dropout = loggamma(b + n) + loggamma(a + b) - loggamma(b) - loggamma(a + b + n)
    alive = 1 / (1 + odds)
    expected = alive * expected_if_alive(r + x, a, b + n, t / (alpha + T))
    return purchases + dropout + log1p(odds), alive, expected


with open("beta-geometric-extremes.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow("model case r alpha a b x tx T t ll alive expected".split())
    horizons = itertools.cycle(HORIZONS)
    for (name, *p), history in itertools.product(PARAMETERS, HISTORIES):
        t = next(horizons)
        # The doubles that a program reads, not the decimals that stand here.
        numbers = [mpf(float(text)) for text in (*p, *history, t)]
        for model, first in (("bg-nbd", 0), ("mbg-nbd", 1)):
            values = [mp.nstr(value, 17) for value in figures(first, *numbers)]
            out.writerow([model, name, *p, *history, t, *values])
