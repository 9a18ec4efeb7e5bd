"""Installs exonym's rivals, lets them run beside it, and writes down what came of it."""
