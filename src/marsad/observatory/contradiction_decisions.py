"""What editors decide about contradictions: that one is, or that it is none. `decisions.undo` takes it back.

A contradiction is found anew again and again, so that a decision is about its key, which stays the same for the same
point; what was said then is written down beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from marsad.observatory.deciding import deciding
from marsad.observatory.decisions import RefusedError
from marsad.observatory.followed_rows import decision_about
from marsad.observatory.models import Decision, Followed, FollowedWords


def decide_contradiction(data_dir: Path, by: str, act: Literal["confirm", "strike"], pk: int) -> Decision:
    """Confirm or strike one; ``pk`` is its row's number.

    Raises:
        RefusedError: it was found anew meanwhile, or the same was decided already.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        row = Followed.objects.filter(pk=pk, kind=Followed.CONTRADICTION).first()
        if row is None:
            raise RefusedError("the contradiction has changed meanwhile; look at the story again")
        before = decision_about(row.key)
        if before is not None and before.act == act:
            raise RefusedError("that was decided already")
        values = FollowedWords.objects.filter(followed=row).order_by("number").values_list("exact", flat=True)
        said = {**row.detail, "values": list(dict.fromkeys(values)), "confidence": row.confidence}
        replaces = before.number if before else None
        told = {"key": row.key, "story": row.story_id, "said": said, "replaces": replaces}
        return log.decide(by, {"kind": "contradiction", "act": act, **told})
