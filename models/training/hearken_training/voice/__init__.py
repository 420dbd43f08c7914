"""The voice: acoustic model and vocoder of `./hearken say`."""
