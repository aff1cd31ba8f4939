"""What goes over the wire. Every field is always there; `null` means not applicable or not known."""
