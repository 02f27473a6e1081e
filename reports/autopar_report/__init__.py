"""Makes pages, tables and figures from the databases of the study and of the benchmarks."""

__version__ = "0.1.0"
