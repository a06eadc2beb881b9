"""Writes the Grafana dashboards.

usage: generate.py [FOLDER]    FOLDER is dashboards/grafana without it
"""

import json
import pathlib
import sys

import account
import fleet
import operator_health

DASHBOARDS = {"fleet": fleet, "account": account, "operator": operator_health}


def main(folder):
    for name, module in DASHBOARDS.items():
        text = json.dumps(module.build(), indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parents[2] / "dashboards" / "grafana"
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here)
