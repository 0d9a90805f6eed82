import { createHash } from 'node:crypto';

/** Phone first; system fonts, no picture, nothing fetched. Text on its ground has a contrast of 7 : 1 or more (WCAG 2.2 AAA). */
export const STYLE = `
:root{color-scheme:light;--ink:#1c1c1a;--soft:#4a4a45;--ground:#fbfaf6;--card:#fff;--line:#d9d6cc;--green:#0b5a2b;--red:#a30d0d;--amber:#6b4500}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--green)}
.skip{position:absolute;left:-999em}.skip:focus{left:.5rem;top:.5rem;background:#fff;padding:.5rem}
header,main,footer{max-width:44rem;margin:0 auto;padding:.75rem 1rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;color:var(--soft);font-size:.9rem}
header p,header ul{margin:0}header ul{display:flex;gap:.25rem;list-style:none;padding:0}
header li a,header li span{display:inline-block;padding:.5rem .75rem;white-space:nowrap}
time,strong,.code{white-space:nowrap}
header li span{font-weight:700;color:var(--ink)}
h1{font-size:1.7rem;line-height:1.25;margin:.25rem 0 .5rem}
h2{font-size:1.15rem;margin:0 0 .5rem}
h3{font-size:1rem;margin:.75rem 0 .25rem}
section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}
.alert{background:var(--red);border-color:var(--red);color:#fff}
.alert h2{font-size:1.4rem}.alert p{margin:.25rem 0}
.state{display:inline-block;border:2px solid;border-radius:1rem;padding:.1rem .75rem;font-weight:700;margin:0}
.PASSED{color:var(--green)}.FAILED,.RECALLED{color:var(--red)}.PENDING{color:var(--amber)}
strong.FAILED{text-decoration:underline}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:var(--soft)}dd{margin:0}
ul,ol{margin:.25rem 0;padding-left:1.25rem}
ol.way{list-style:none;padding-left:0;border-left:3px solid var(--line)}
ol.way li{padding:.25rem 0 .5rem 1rem}
time{color:var(--soft);font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
meter{width:100%;height:.9rem}
#shares dl{grid-template-columns:1fr auto}#shares dd{text-align:right}#shares dd+dd{grid-column:1/-1}
.note{color:var(--soft);font-size:.9rem;margin:.5rem 0 0}
footer{color:var(--soft);font-size:.9rem;padding-bottom:2rem}
@media print{header ul,.skip{display:none}section{break-inside:avoid}}
`;

const hash = createHash('sha256').update(STYLE).digest('base64');

/** The server's own policy (nothing may run, load or be framed), and this one style sheet by its hash. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
