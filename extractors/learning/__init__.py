"""Learning from the group: the light last layers retrained from accepted and rejected decisions."""
