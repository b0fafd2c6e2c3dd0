package verify

// Style is the one style sheet that the pages of a pack carry. Any other is a
// finding: a style can hide text or bring it in. It hides nothing itself, but in
// print the ways to other places, and brings in nothing.
const Style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f23;--soft:#4a5560;--link:#0a4a8f;--tint:#eef3f7;--rule:#8a96a1;--line:#d3dae0;--focus:#b35900;--alarm:#a40000}
@media(prefers-color-scheme:dark){:root{--paper:#15191d;--ink:#e9edf0;--soft:#b4bec7;--link:#8fc1ff;--tint:#222a31;--rule:#75818c;--line:#39434c;--focus:#ffb454;--alarm:#ff8f8f}}
html{scroll-padding-top:5rem}
body{margin:0 auto;max-width:64rem;padding:1rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
p,li,dd{max-width:46rem}
p,li,dt,dd,h1,h2,h3,h4,h5,h6,td,th,caption{overflow-wrap:break-word;unicode-bidi:plaintext;text-align:start}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.15em}
a:focus,[role=region]:focus{outline:3px solid var(--focus);outline-offset:2px}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2rem 0 .6rem}
h1{font-size:1.9rem;margin:.4rem 0 .6rem}
h2{font-size:1.4rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1.15rem}
.way a{display:inline-block;padding:.3rem 0;margin-right:1.5rem}
.top{background:var(--tint);padding:1rem 1.25rem;margin:.6rem 0 1rem;border-radius:.4rem}
.lead{font-size:1.1rem}
.figures{list-style:none;margin:1rem 0 .4rem;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.8rem}
.figures li{background:var(--paper);padding:.6rem .9rem;border:1px solid var(--line);border-radius:.4rem}
.figures strong{display:block;font-size:1.9rem;line-height:1.2}
.contents ul{columns:2 16rem;padding-left:1.2rem;margin:.6rem 0}
.contents li{padding:.15rem 0}
table{border-collapse:collapse;margin:.8rem 0;width:100%}
caption{font-weight:bold;padding:.3rem 0}
th,td{border:1px solid var(--rule);padding:.45rem .65rem;vertical-align:top}
th{background:var(--tint)}
td{min-width:3.5rem}
.date{min-width:6.5rem}
.title{min-width:9rem;width:48%}
dt{font-weight:bold;margin-top:.6rem}
dd{margin-left:1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
.mask{color:var(--ink);background:var(--paper);white-space:nowrap}
.code{font-size:.85em;white-space:nowrap}
.more{font-size:.88em;color:var(--soft)}
.wide{overflow-x:auto;padding-right:1px}
.mail td{overflow-wrap:anywhere}
aside{border-left:4px solid var(--rule);padding-left:1rem}
.draft,.foot{border:4px solid var(--alarm);color:var(--alarm);background:var(--paper);padding:.4rem 1rem;font-weight:bold;max-width:none}
.draft{position:sticky;top:0;z-index:2;margin:0 0 .6rem}
@media(min-width:40rem){.date{min-width:9.5rem}}
@media(max-width:40rem){body{padding:.6rem .8rem 3rem}h1{font-size:1.5rem}.top{padding:.8rem}th,td{padding:.3rem .4rem}table{font-size:.92em}}
@page{margin:18mm 15mm}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--link:#0a4a8f;--tint:#f2f2f2;--rule:#777;--line:#bbb;--alarm:#a40000}body{max-width:none;padding:0;font-size:11pt}.way,.contents{display:none}h1,h2,h3,h4,h5,h6{break-after:avoid}tr,.figures li{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}td{overflow-wrap:anywhere}.draft{position:static}p,li{orphans:3;widows:3}}
`

// Preview follows Style on the pages of a draft: it brings in one word, DRAFT.
const Preview = `.preview::after{content:"DRAFT";content:"DRAFT"/"";position:fixed;top:0;right:0;bottom:0;left:0;display:flex;align-items:center;justify-content:center;font-weight:900;font-size:26vw;color:#a40000;opacity:.11;transform:rotate(-30deg);pointer-events:none;z-index:1}
@page preview{margin-top:24mm;@top-center{content:"DRAFT: not the council's answer";color:#a40000;font:bold 12pt sans-serif}}
@media print{.preview{page:preview}}
`
