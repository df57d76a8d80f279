"""Runs once per question: answers, never writes."""
