"""Ratios, targets and weights, as the benchmark prints them."""

import json

from measuring import Cost
from page_weight import PageWeight
from site_tables import Measured, Weight, above_floor_table, as_json, cost_table, weight_table


def measured(size: int, scenario: str, tool: str, *seconds: float) -> Measured:
    return Measured(size, scenario, tool, [Cost(each, 2 * each, 10 * each) for each in seconds])


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_ratios_are_those_of_medians_and_targets_stand_beside_them() -> None:
    table = cost_table(
        [
            measured(2, "cold", "mathbook", 4.0, 2.0, 90.0),
            measured(2, "cold", "mkdocs-jupyter", 8.0, 8.0, 8.0),
            measured(2, "cold", "jupyter-book", 4.0),
            measured(2, "nothing changed", "mathbook", 1.0),
            measured(2, "nothing changed", "floor", 0.75),
            measured(2, "nothing changed", "jupyter-book", 2.0),
        ]
    )
    assert rows(table)[2:] == [
        ["2", "cold", "mathbook", "1.00", "1.00", "40", "3", "", ""],
        ["2", "cold", "mkdocs-jupyter", "2.00", "2.00", "80", "3", ">= 1.5, 2", "yes"],
        ["2", "cold", "jupyter-book", "1.00", "1.00", "40", "1", ">= 1.5, 2", "no"],
        ["2", "nothing changed", "mathbook", "1.00", "1.00", "10", "1", "", ""],
        ["2", "nothing changed", "floor", "0.75", "0.75", "8", "1", ">= 0.8, 0.8", "no"],
        ["2", "nothing changed", "jupyter-book", "2.00", "2.00", "20", "1", ">= 2, 2", "yes"],
    ]
    assert len({len(line) for line in table.splitlines()}) == 1


def test_growth_is_told_for_each_chapter_above_the_floor() -> None:
    table = above_floor_table(
        [
            measured(10, "cold", "mathbook", 12.0),
            measured(10, "cold", "floor", 2.0),
            measured(100, "cold", "mathbook", 60.0),
            measured(100, "cold", "floor", 10.0),
            measured(1000, "cold", "mathbook", 500.0),
        ]
    )
    assert rows(table)[2:] == [
        ["10", "cold", "1.00", "1.00", "100"],
        ["100", "cold", "0.50", "0.50", "500"],
    ]


def test_weights_are_in_kibibytes_and_json_holds_everything() -> None:
    weight = Weight(4096, PageWeight(2048, 1024, 3, {"https://b.example/a.js"}))
    weights = {(2, "floor"): weight}
    assert rows(weight_table(weights))[2] == ["2", "floor", "4", "2", "1", "3", "1"]
    told = as_json({"cores": "2"}, [measured(2, "cold", "floor", 1.5)], weights)
    again = json.loads(json.dumps(told))
    assert again["costs"][0]["costs"] == [{"cpu": 1.5, "wall": 3.0, "memory": 15.0}]
    assert again["weights"][0]["page"]["others"] == ["https://b.example/a.js"]
