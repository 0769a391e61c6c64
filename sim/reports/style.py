"""Style: how the page looks, in light, in dark and on paper. Every colour stands here, and a test computes each pair.

The page carries its style inside and names its SHA-256 in its content security policy, so that no other style can act in it.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

LIGHT = {
    "paper": "#ffffff",
    "sheet": "#f4f6f9",
    "ink": "#16202b",
    "muted": "#4a5867",
    "rule": "#c3ccd6",
    "mark": "#1d4f91",
    "good": "#1b6338",
    "fair": "#7d4e00",
    "poor": "#a3262a",
    "known": "#2c6cb8",
    "late": "#b8322f",
    "model": "#66788c",
    "grid": "#dde3ea",
}
DARK = {
    "paper": "#12171d",
    "sheet": "#1b222b",
    "ink": "#e8edf2",
    "muted": "#a9b6c3",
    "rule": "#3d4956",
    "mark": "#8fbcf2",
    "good": "#7fd6a0",
    "fair": "#f0c069",
    "poor": "#ff9c94",
    "known": "#6ea8ea",
    "late": "#f07f78",
    "model": "#8b9bac",
    "grid": "#2b3540",
}
WORDS = ("ink", "muted", "mark", "good", "fair", "poor")
"""Colours in which words stand, on `paper` and on `sheet`: a contrast of 4.5 and more."""
SHAPES = ("known", "late", "model", "mark", "good", "fair", "poor")
"""Colours of shapes that mean something, on `paper`: 3 and more."""


def _colours(palette: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in palette.items())


_BODY = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Source Sans 3","Segoe UI","Helvetica Neue",Arial,
"DejaVu Sans",sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
.kind{margin:0;color:var(--mark);font-weight:700;letter-spacing:.06em;text-transform:uppercase;font-size:.85rem}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0 .4rem}
h2{font-size:1.4rem;line-height:1.25;margin:2.6rem 0 .8rem;padding-top:.6rem;border-top:3px solid var(--mark)}
h3{font-size:1.12rem;margin:1.8rem 0 .5rem}
h4{font-size:1rem;margin:1.3rem 0 .35rem;color:var(--muted)}
p,ul,dl{margin:.5rem 0 .9rem;max-width:52rem}
ul{padding-left:1.3rem}
li{margin:.2rem 0}
a{color:var(--mark)}
a:focus-visible,.scroll:focus-visible,summary:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.marks{list-style:none;padding:0;margin:.9rem 0;display:flex;flex-wrap:wrap;gap:.4rem}
.marks li{margin:0;border:1px solid var(--rule);background:var(--sheet);padding:.1rem .6rem;border-radius:1rem;font-size:.88rem}
nav{border:1px solid var(--rule);background:var(--sheet);padding:.7rem 1.1rem;margin:1.2rem 0}
nav h2{border:0;padding:0;margin:0 0 .3rem;font-size:1rem}
nav ol{margin:0;padding-left:1.4rem;columns:2 16rem}
.lead{font-size:1.08rem}
.note{color:var(--muted);font-size:.92rem}
.caution{border-left:4px solid var(--fair);background:var(--sheet);padding:.55rem .9rem}
.strong{font-weight:650}
.muted{color:var(--muted)}
.good{color:var(--good)}
.fair{color:var(--fair)}
.poor{color:var(--poor)}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.35rem 1rem}
dt{font-weight:650}
dd{margin:0;min-width:0}
.blank{display:block;min-height:1.5em;border-bottom:1px dotted var(--muted)}
.scroll{overflow-x:auto;margin:.8rem 0 1.3rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4}
caption{text-align:left;font-weight:650;padding:.2rem 0 .45rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--rule)}
thead th{border-bottom:2px solid var(--ink);background:var(--sheet);vertical-align:bottom}
tbody th{font-weight:600}
th .muted{font-weight:400}
td,th{min-width:4.5rem}
td.long,th.long{min-width:14rem}
.number,.time{font-variant-numeric:tabular-nums}
.number{text-align:right;min-width:2.6rem}
.time{white-space:nowrap}
td.blank,th.blank{display:table-cell;border-left:1px solid var(--rule);border-bottom:1px solid var(--rule)}
thead th.blank{border-bottom:2px solid var(--ink)}
.plan tbody tr{height:3.4rem}
.plan th:nth-child(4):not(.blank){width:8rem}
details{margin:.8rem 0;border-left:3px solid var(--rule);padding-left:.9rem}
summary{cursor:pointer;color:var(--mark);font-weight:650;margin-left:-.2rem;padding:.25rem .2rem}
.paper{display:none}
figure{margin:1rem 0 1.4rem}
figcaption{font-weight:650;margin-bottom:.4rem}
svg{display:block;width:100%;min-width:44rem;height:auto;font:13px "Source Sans 3","Segoe UI",Arial,"DejaVu Sans",sans-serif}
svg text{fill:var(--ink)}
svg .quiet{fill:var(--muted)}
svg .grid{stroke:var(--grid)}
svg .axis{stroke:var(--muted)}
svg .bar,svg .known{fill:var(--known)}
svg .rest{fill:var(--sheet);stroke:var(--rule)}
svg .range{fill:none;stroke:var(--known);stroke-width:1.5;stroke-dasharray:3 2}
svg .model{fill:none;stroke:var(--model);stroke-width:1.5}
svg .unknown{stroke:var(--model);stroke-dasharray:1 4}
svg .late{fill:none;stroke:var(--late);stroke-width:1.5}
svg .due{stroke:var(--fair);stroke-width:2}
svg .told{fill:var(--good)}
svg .decided{fill:var(--paper);stroke:var(--ink);stroke-width:1.5}
svg .full{fill:var(--good);stroke:var(--good)}
svg .part{fill:var(--fair);stroke:var(--fair)}
svg .none{fill:var(--paper);stroke:var(--poor);stroke-width:2}
svg .hollow{fill:var(--paper)}
svg .missed{fill:none;stroke:var(--poor);stroke-width:2}
svg .unscored{fill:none;stroke:var(--model);stroke-width:1.5}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.88rem}
@media (max-width:40rem){
h1{font-size:1.55rem}
dl{grid-template-columns:1fr;gap:.1rem}
dd{margin-bottom:.5rem}
}
@page{margin:14mm 14mm 16mm}
@page broad{size:landscape;margin:12mm 14mm 15mm}
@page{@bottom-left{content:"After-action report and improvement plan. For training.";font:8pt sans-serif;color:#4a5867}
@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#4a5867}}
@media print{
html{font-size:10pt}
body{font-size:1rem;line-height:1.38}
header,main,footer{max-width:none;padding:0}
h1{font-size:20pt}
h2{font-size:14pt;margin-top:18pt}
h3{font-size:11.5pt}
h1,h2,h3,h4,caption,figcaption{break-after:avoid}
.apart{break-before:page}
.broad{page:broad;break-after:page}
details{margin:.4rem 0;border:0;padding:0}
details:not([open])>summary{list-style:none;margin:0;padding:0;color:var(--muted);font-weight:400;break-before:avoid}
.paper{display:inline}
.scroll{overflow:visible}
table{font-size:8.6pt;line-height:1.3}
th,td{padding:.25rem .45rem}
h2{margin:1.1rem 0 .5rem}
h3{margin:1rem 0 .3rem}
h4{margin:.7rem 0 .2rem}
p,ul,dl{margin:.3rem 0 .5rem}
li{margin:.1rem 0}
td,th,td.long,th.long{min-width:0}
thead{display:table-header-group}
tbody tr:first-child{break-before:avoid}
tr,figure svg,.keep,.caution,li,dt,dd{break-inside:avoid}
svg{min-width:0}
a{color:inherit;text-decoration:none}
.skip{display:none}
nav ol{columns:2}
figure svg{max-width:138mm}
.broad p{max-width:none}
.plan{font-size:8pt;table-layout:fixed}
.plan tbody tr{height:2.2rem}
.plan td,.plan th{padding:.3rem .35rem;overflow-wrap:anywhere}
.plan th:first-child{width:3.5%}
.plan th:nth-child(2){width:10%}
.plan th:nth-last-child(-n+5){width:16%}
.plan th:nth-last-child(-n+4){width:7.4%}
.plan th:nth-last-child(-n+3){width:11%}
.plan th:nth-last-child(-n+2){width:6%}
.plan th:last-child{width:8.2%}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""


@cache
def sheet() -> str:
    """The style of the page; on paper the light colours always."""
    return (
        f":root{{color-scheme:light dark;{_colours(LIGHT)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}\n{_BODY}"
    )


@cache
def policy() -> str:
    """The content security policy: nothing is fetched, run, framed or sent, and only this style acts."""
    digest = b64encode(sha256(sheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
