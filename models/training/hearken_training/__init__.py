"""Training pipeline of the models that a Hearken pack ships: recogniser, voice activity, wake verifiers."""
