"""What people decide about the rows of the machine: an append-only journal, replayed over them."""
