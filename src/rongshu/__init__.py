"""Rongshu: plan as code for regional industry."""
