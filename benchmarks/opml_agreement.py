"""Judge what we read of listparser's own cases against what their ``Eval:`` lines say.

    python -m benchmarks.opml_agreement [--suite FOLDER]

Our list is put into the shape of listparser's result (feeds, lists, opportunities), and each expectation is
worked out over it by a small evaluator that knows comparisons and ``len``; it runs no code of the suite. What
speaks of fields that we do not keep (whether the XML was damaged, version, dates and owner of the list) is counted.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.collect.errors import FeedError
from marsad.collect.opml import OpmlList, Subscription, parse_opml

SHARED = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SUITE = SHARED / "bench" / "suites" / "opml-listparser"
NOT_KEPT = ("bozo", "version", "meta")


@dataclass(slots=True)
class Verdict:
    """What the expectations of one case gave."""

    checks: int = 0
    wrong: list[str] = field(default_factory=list)
    outside: int = 0


def judge(data: bytes) -> Verdict:
    """Read one case and work out each of its expectations."""
    verdict = Verdict()
    try:
        result = listparser_shape(parse_opml(data))
    except FeedError as error:
        result = {"feeds": [], "lists": [], "opportunities": []}
        verdict.wrong.append(f"refused: {error.reason}")
    for words in re.findall(r"Eval: (.*)", data.decode("utf-8", "replace")):
        tree = ast.parse(words.strip(), mode="eval").body
        if any(isinstance(node, ast.Constant) and node.value in NOT_KEPT for node in ast.walk(tree)):
            verdict.outside += 1
            continue
        verdict.checks += 1
        try:
            if not value(tree, result):
                verdict.wrong.append(words)
        except (KeyError, IndexError):
            verdict.wrong.append(words)
    return verdict


def listparser_shape(found: OpmlList) -> dict[str, Any]:
    """Our list as listparser names things: a feed's categories are its paths, its tags those of one step."""
    return {
        "feeds": [_feed(feed) for feed in found.subscriptions],
        "lists": [{"url": other.url, "title": other.title} for other in found.inclusions],
        "opportunities": [{"url": site.url, "title": site.title} for site in found.sites],
    }


def _feed(found: Subscription) -> dict[str, Any]:
    paths = [list(path) for path in (found.folders, *found.categories) if path]
    tags = [path[0] for path in paths if len(path) == 1]
    return {"url": found.url, "title": found.title, "categories": paths, "tags": tags}


def value(node: ast.expr, result: dict[str, Any]) -> Any:
    """The value of an expression over a result; raises ValueError for what it does not know."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List | ast.Tuple):
        return [value(element, result) for element in node.elts]
    if isinstance(node, ast.Name) and node.id == "result":
        return result
    if isinstance(node, ast.Subscript):
        return value(node.value, result)[value(node.slice, result)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        return len(value(node.args[0], result))
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.In):
        left, right = value(node.left, result), value(node.comparators[0], result)
        return left == right if isinstance(node.ops[0], ast.Eq) else left in right
    raise ValueError(ast.dump(node))


def report(suite: Path) -> bool:
    """Judge every case and print what was found; whether all agree."""
    verdicts = {path: judge(path.read_bytes()) for path in sorted((suite / "data").rglob("*.xml"))}
    judged = {path: verdict for path, verdict in verdicts.items() if verdict.checks or verdict.wrong}
    wrong = {path: verdict for path, verdict in judged.items() if verdict.wrong}
    print(f"{len(verdicts)} cases, {len(judged)} speak of what we keep, {len(judged) - len(wrong)} agree")
    for path, verdict in wrong.items():
        print(f"  {path.relative_to(suite / 'data')}: {'; '.join(verdict.wrong)}")
    return not wrong


def main() -> int:
    """Judge every case; the exit status says whether all agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, default=SUITE, help="the suite's folder")
    options = parser.parse_args()
    return 0 if report(options.suite) else 1


if __name__ == "__main__":
    sys.exit(main())
