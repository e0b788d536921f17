"""Which proposals answer which obstacle: suggestions of the machine, with what speaks for each."""
