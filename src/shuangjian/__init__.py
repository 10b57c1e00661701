"""Check records of schools and training institutions against China's 双减 ("double reduction") policy."""

__all__ = ["__version__"]

__version__ = "0.1.0"
