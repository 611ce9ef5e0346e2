"""The record of FORMAT.md and the forms in which people and programs read it; no rule of its own."""
