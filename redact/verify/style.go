package verify

// Style is the one style sheet that the pages of a pack carry. Any other is a
// finding: a style can hide text or bring it in. It hides nothing itself.
const Style = `
:root{color-scheme:light}
body{margin:0 auto;max-width:60rem;padding:1rem;background:#fff;color:#1a1a1a;font:1.05rem/1.55 system-ui,sans-serif}
a{color:#0b3d91}
a:focus{outline:3px solid #b35900;outline-offset:2px}
h1,h2,h3{line-height:1.25}
table{border-collapse:collapse;margin:1rem 0}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{border:1px solid #595959;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:#f0f0f0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
td,th,p,li,dd{overflow-wrap:break-word}
.mask{color:#1a1a1a;background:#fff;white-space:nowrap}
.code{font-size:.85em;white-space:nowrap}
.more{font-size:.85em}
.draft{border:4px solid #a40000;color:#a40000;background:#fff;padding:.5rem 1rem;font-weight:bold}
.wide{overflow-x:auto}
.mail td{overflow-wrap:anywhere}
aside{border-left:4px solid #595959;padding-left:1rem}
@media(max-width:40rem){th,td{padding:.25rem .35rem}table{font-size:.9em}}
@media print{body{max-width:none;font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}td{overflow-wrap:anywhere}}
`
