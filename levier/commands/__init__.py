"""The commands of `levier`, one module a group."""
