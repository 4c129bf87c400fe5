#!/usr/bin/env python3
"""Writes pareto-nbd-extremes.csv: the Pareto/NBD at the edges of its parameters, to 17 digits.

Needs mpmath (Debian: python3-mpmath). Deterministic; run it in this folder.
Likelihood and P(alive) come from the integral over the moment of dropping out, in 40 digits; expected
purchases within t from the textbook's formula; dert, discounted at d per unit of time, from the
incomplete gamma function.
"""
import csv
import itertools
from mpmath import mp, mpf, exp, expm1, gammainc, linspace, log, log1p, loggamma, quad

mp.dps = 40

PARAMETERS = [
    ("alpha above beta", "0.6", "40", "0.9", "3"),
    ("alpha below beta", "0.6", "3", "0.9", "40"),
    ("alpha equal to beta", "0.8", "12.5", "2", "12.5"),
    ("alpha next to beta", "0.8", "12.5", "0.4", "12.5000000001"),
    ("alpha far above beta", "2", "50000", "1.5", "0.02"),
    ("alpha far below beta", "0.2", "0.0001", "3", "200000"),
    ("s just below 1", "0.5", "10", "0.9999999999", "9"),
    ("s just above 1", "0.5", "10", "1.0000000001", "9"),
    ("s equal to 1", "0.5", "10", "1", "9"),
    ("hardly any dropout", "0.5", "10", "0.000001", "12"),
    ("dropout at one rate", "0.5", "10", "20000", "400000"),
    ("purchases at one rate", "30000", "600000", "0.7", "15"),
    ("most never buy again", "0.002", "0.3", "0.05", "0.2"),
    ("hours", "0.6", "0.01", "0.6", "0.011"),
]
HISTORIES = [  # x, t_x, T
    ("0", "0", "0"),
    ("0", "0", "0.001"),
    ("0", "0", "52"),
    ("1", "0.14285714285714285", "520"),
    ("3", "38.9999999", "39"),
    ("25", "39", "39"),
    ("60", "10", "100"),
    ("2000", "350", "365"),
    ("2", "5", "100000"),
]
HORIZONS = ["0.01", "52", "100000", "365"]
RATES = ["0.0027", "0.0000001", "2", "0.01"]


def window(r, a, s, b, x, tx, T):
    """ln of survived and of dropped, over their common value at t_x."""
    n = r + x
    low = min(a, b)
    fall = lambda v: n * log1p((y(v) - tx) / (a + tx)) + s * log1p((y(v) - tx) / (b + tx))
    y = lambda v: tx + (low + tx) * expm1(v)
    end = log1p((T - tx) / (low + tx))
    if end == 0:
        return mpf(0), mpf("-inf")
    survived = -fall(end)
    while fall(end) > 150 + end:
        end *= mpf("0.8")
    pieces = int(10 + 4 * end + fall(end) / 3)
    dropped = s * quad(lambda v: exp(-fall(v)) * (low + y(v)) / (b + y(v)), linspace(0, end, pieces))
    return survived, log(dropped)


def figures(r, a, s, b, x, tx, T, t, d):
    survived, dropped = window(r, a, s, b, x, tx, T)
    total = log(exp(survived) + exp(dropped))
    start = (r + x) * log1p(tx / a) + s * log1p(tx / b)
    ll = loggamma(r + x) - loggamma(r) - x * log(a) - start + total
    alive = exp(survived - total)
    rate = (r + x) / (a + T)
    active = (b + T) * (log1p(t / (b + T)) if s == 1 else -expm1((1 - s) * log1p(t / (b + T))) / (s - 1))
    z = d * (b + T)
    discounted = (b + T) * exp(z) * z ** (s - 1) * gammainc(1 - s, z)
    return ll, alive, alive * rate * active, alive * rate * discounted


with open("pareto-nbd-extremes.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow("case r alpha s beta x tx T t d ll alive expected dert".split())
    horizons = itertools.cycle(zip(HORIZONS, RATES))
    for (name, *p), history in itertools.product(PARAMETERS, HISTORIES):
        t, d = next(horizons)
        # The doubles that a program reads, not the decimals that stand here.
        numbers = [mpf(float(text)) for text in (*p, *history, t, d)]
        values = [mp.nstr(value, 17) for value in figures(*numbers)]
        out.writerow([name, *p, *history, t, d, *values])
