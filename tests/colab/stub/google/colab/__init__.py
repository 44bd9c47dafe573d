"""Stands for Colab's own package, by which a notebook knows that it is there."""
