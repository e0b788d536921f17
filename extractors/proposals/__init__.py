"""Proposals: the measures that a document proposes, with number, vehicle, addressee and targets."""
