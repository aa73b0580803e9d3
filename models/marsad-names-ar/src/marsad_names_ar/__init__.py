"""The weights of Marsad's tagger of Arabic names (CC BY-SA 4.0; the README is the model's card)."""

from __future__ import annotations

from importlib import resources

__all__ = ["weights"]


def weights() -> bytes:
    """The ``.npz`` file that ``marsad.annotate.tagger.model.Model`` reads."""
    return resources.files(__name__).joinpath("weights.npz").read_bytes()
