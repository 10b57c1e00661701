"""The kernel: rules written once, read by several readers. It knows no policy; see ``docs/explanation/kernel.md``."""
