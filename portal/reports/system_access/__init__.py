"""Access to software systems, given for an inspection and taken back; never a password."""
