"""Figures: each function takes plain data and returns one SVG text."""
