"""Flows: text -> ``read`` -> Flow -> ``check`` -> ``compile`` -> Program -> ``engine``."""
