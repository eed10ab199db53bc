"""The laptop floor: AWS embedded in one process, the sample press, and the demonstration."""
