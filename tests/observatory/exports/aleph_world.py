"""Runs in the environment of followthemoney (`make .aleph/.done`) and knows nothing of Marsad.

Reads entities as lines of JSON on its input and answers with a list of what is wrong with them: an unknown schema or
property, a missing one that is required, a value that the package would clean away or change, an edge without its ends.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from followthemoney import model
from followthemoney.exc import FollowTheMoneyException
from followthemoney.types import registry


def problems(entity: dict[str, Any], there: dict[str, str]) -> Iterator[str]:
    schema = model.get(entity["schema"])
    if schema is None or schema.abstract:
        yield f"{entity['schema']} is no schema"
        return
    for name, values in entity["properties"].items():
        prop = schema.get(name)
        if prop is None or prop.stub:
            yield f"{schema.name} has no property {name}"
            continue
        yield from of_values(prop, values, there)
    try:
        proxy = model.get_proxy(entity, cleaned=False)
        schema.validate({"properties": {name: list(values) for name, values in entity["properties"].items()}})
    except FollowTheMoneyException as error:
        yield f"{schema.name} {entity['id']}: {getattr(error, 'errors', error)}"
        return
    kept = {name: set(values) for name, values in proxy.to_dict()["properties"].items()}
    given = {name: set(values) for name, values in entity["properties"].items()}
    for name in given:
        if kept.get(name) != given[name]:
            yield f"{schema.name}.{name}: {given[name]} became {kept.get(name)}"


def of_values(prop: Any, values: list[str], there: dict[str, str]) -> Iterator[str]:
    for value in values:
        if prop.type is registry.entity:
            found = model.get(there.get(value, ""))
            if found is None:
                yield f"{prop.qname} leads to {value}, which is not in the export"
            elif not found.is_a(prop.range):
                yield f"{prop.qname} leads to a {found.name}"
        elif prop.type.max_length and len(value) > prop.type.max_length:
            yield f"{prop.qname}: {len(value)} characters"
        elif not prop.type.validate(value):
            yield f"{prop.qname}: {value!r} is no {prop.type.name}"


if __name__ == "__main__":
    entities = [json.loads(line) for line in sys.stdin]
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    found = [problem for entity in entities for problem in problems(entity, schemata)]
    if len(schemata) != len(entities):
        found.append("two entities have one id")
    json.dump(found, sys.stdout)
