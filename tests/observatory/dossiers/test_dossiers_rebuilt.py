"""Dossiers of the sample newsroom, followed while pages come in three goes, equal those that a rebuild makes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.observatory.command import export, marsad, sample_meta, sample_pages

MAKE = """
import json, sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
data = Path(sys.argv[1])
open_observatory(data)
from django.db.models import Count
from marsad.observatory.decisions import undo
from marsad.observatory.dossiers.deciding import add, change, leave, make, part_add
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.ingest import drain
from marsad.observatory.models import Article, Dossier, Entity
by = "nadia"
people = Entity.objects.filter(kind__in=("person", "initiative"), redirect_to=None)
most = people.annotate(times=Count("facts__article", distinct=True)).order_by("-times", "pk")
shown = list(Article.objects.filter(current=True).order_by("pk").values_list("pk", flat=True))
if sys.argv[2] == "first":
    actor = make(data, by, "actor", "Most named", Rule(), most.filter(kind="person")[0].pk)
    question = make(data, by, "question", "Ministers", Rule("ministre"))
    make(data, by, "question", "In Arabic", Rule("الوزير", langs=("ar",)))
    add(data, by, question.pk, shown[0])
    part_add(data, by, actor.pk, {"fr": ["santé", "éducation"]})
else:
    question = Dossier.objects.get(name="Ministers")
    left = leave(data, by, question.pk, shown[1])
    change(data, by, question.pk, rule=Rule("ministre -président"))
    undo(data, by, left.number)
    initiative = most.filter(kind="initiative").first()
    if initiative is not None:
        make(data, by, "initiative", "Most named initiative", Rule(), initiative.pk)
drain(data)
"""


def decide(data: Path, when: str) -> None:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MARSAD_", "DJANGO_"))}
    command = [sys.executable, "-c", MAKE, str(data), when]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow  # some forty seconds; with a stub annotator test_members and test_ledger compare in every run
def test_live_equals_rebuilt(tmp_path: Path) -> None:
    data = tmp_path / "o"
    pages = sample_pages(16)
    random.Random(6).shuffle(pages)
    marsad("ingest", *pages[:8], "--meta", sample_meta(), "--data", data)
    decide(data, "first")
    marsad("ingest", *pages[8:12], "--meta", sample_meta(), "--data", data)
    decide(data, "then")
    marsad("ingest", *pages[12:], "--meta", sample_meta(), "--data", data)
    before = export(data)
    rows = [json.loads(line) for line in before.splitlines()]
    dossiers = {row["id"]: row["name"] for row in rows if row["type"] == "dossier"}
    members = dict.fromkeys(dossiers.values(), 0)
    for row in rows:
        if row["type"] == "dossier_member":
            members[dossiers[row["dossier"]]] += 1
    assert len(members) >= 3
    assert members["Most named"] > 1
    assert members["Ministers"] > 1
    done = marsad("rebuild", "--data", data)
    assert done.returncode == 0, done.stderr
    assert export(data).splitlines() == before.splitlines()
