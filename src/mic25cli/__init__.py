"""mic25: China's "Made in China 2025" policy as a book of sourced records."""

__version__ = "0.1.0"
