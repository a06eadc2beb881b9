"""Prints metrics from the operator's Prometheus page.

usage: metric.py URL NAME           the sum over all series of one metric
       metric.py URL --lines NAME.. the series of these metrics as they stand on the page
Fails when the page has no such metric, so that a missing one is not read as zero.
"""

import sys
import urllib.request


def samples(page, url, name):
    found = [line for line in page if line.startswith((name + "{", name + " "))]
    if not found:
        exit(f"{url} has no metric {name}")
    return found


def value(name, line):
    # After the labels comes the value; a time stamp may follow it.
    return float(line[len(name) :].rpartition("}")[2].split()[0])


def main(url, *names):
    page = urllib.request.urlopen(url, timeout=10).read().decode().splitlines()
    if names[0] == "--lines":
        for name in names[1:]:
            print("\n".join(samples(page, url, name)))
    else:
        (name,) = names
        print(int(sum(value(name, line) for line in samples(page, url, name))))


if __name__ == "__main__":
    main(*sys.argv[1:])
