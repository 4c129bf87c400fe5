#!/usr/bin/env python3
"""Writes pareto-nbd-counts.csv: P(X(t) = n) under the Pareto/NBD, to 17 digits.

Needs mpmath (Debian: python3-mpmath). Deterministic; run it in this folder. Each is the mean over the
moment of dropping out, in 30 digits, of what the NBD says of the time until then.
"""
import csv
from mpmath import mp, mpf, exp, expm1, linspace, log, log1p, loggamma, nstr, quad

mp.dps = 30

CASES = [  # r, alpha, s, beta as they are after x purchases at T; t
    ("0.553", "10.58", "0.606", "11.656", "52"),
    ("3.553", "49.58", "0.606", "50.656", "39"),
    ("40.553", "49.58", "0.606", "50.656", "78"),
    ("0.553", "1010.58", "0.606", "1011.656", "1"),
    ("0.6", "0.01", "0.6", "40", "30"),
    ("2.5", "800", "3.6", "1.5", "400"),
    ("0.8", "12.5", "1", "12.5", "100"),
]
COUNTS = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144]


def nbd(n, r, a, t):
    if t == 0:
        return mpf(n == 0)
    return exp(loggamma(r + n) - loggamma(r) - loggamma(n + 1) - r * log1p(t / a) - n * log1p(a / t))


def probability(n, r, a, s, b, t):
    low = min(a, b)
    y = lambda v: low * expm1(v)
    dropout = lambda v: s * exp(-s * log1p(y(v) / b)) * (low + y(v)) / (b + y(v))
    end = log1p(t / low)
    gone = quad(lambda v: dropout(v) * nbd(n, r, a, y(v)), linspace(0, end, 40))
    return gone + exp(-s * log1p(t / b)) * nbd(n, r, a, t)


with open("pareto-nbd-counts.csv", "w", newline="") as file:
    out = csv.writer(file, lineterminator="\n")
    out.writerow("r alpha s beta t n probability".split())
    for case in CASES:
        for n in COUNTS:
            out.writerow([*case, n, nstr(probability(n, *map(mpf, case)), 17)])
