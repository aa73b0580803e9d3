"""Each stage with the version of the code that does it; a job belongs to one version."""

from __future__ import annotations

from marsad.annotate import ANNOTATE_VERSION
from marsad.group import GROUP_VERSION
from marsad.observatory.models import Stage
from marsad.read import READ_VERSION
from marsad.search.analyser import ANALYSER_VERSION

READ = (Stage.READ, READ_VERSION)
ANNOTATE = (Stage.ANNOTATE, ANNOTATE_VERSION)
GROUP = (Stage.GROUP, GROUP_VERSION)
INDEX = (Stage.INDEX, ANALYSER_VERSION)
