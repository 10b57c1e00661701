"""Sphinx configuration; built by `nox -s docs`, which treats warnings as errors."""

import shuangjian

project = "shuangjian"
author = "the shuangjian developers"
copyright = f"2026, {author}"
release = shuangjian.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["changelog.d", "examples"]

html_theme = "furo"
html_title = "shuangjian"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

napoleon_use_ivar = True  # an attribute called `type` must not catch every mention of a type
autodoc_member_order = "bysource"
autodoc_typehints = "description"
copybutton_exclude = ".linenos, .gp, .go"

# The build needs no network, so only names of this package are looked up.
nitpick_ignore_regex = [
    ("py:.*", r"(?!shuangjian\b).*"),
    ("py:class", r"shuangjian\.model\..*"),  # facts have pages of their own
    ("py:.*", r"shuangjian\..*\.(T|T_contra|F|D|P|V|G|Q|M|R|N|O)"),  # type variables have no place to point to
]
