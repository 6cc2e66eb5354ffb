"""Meaning: values in, values out. Nothing here reads a clock, a file of the world, or the network."""
