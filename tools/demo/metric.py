"""Prints the sum over all series of one metric, from the operator's Prometheus page.

usage: metric.py URL NAME    fails when the page has no such metric, so that a missing counter is not read as zero
"""

import sys
import urllib.request


def main(url, name):
    page = urllib.request.urlopen(url, timeout=10).read().decode()
    samples = [line for line in page.splitlines() if line.startswith((name + "{", name + " "))]
    if not samples:
        exit(f"{url} has no metric {name}")
    # After the labels comes the value; a time stamp may follow it.
    print(int(sum(float(line[len(name) :].rpartition("}")[2].split()[0]) for line in samples)))


if __name__ == "__main__":
    main(*sys.argv[1:])
