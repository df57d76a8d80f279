"""Runs once per article: writes, never answers."""
