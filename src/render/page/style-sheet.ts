import { ALIGNMENT_STYLE } from "../align-svg.ts";
import { CHART_STYLE } from "./style-charts.ts";
import { PARTS_STYLE } from "./style-parts.ts";

/** Colours, type and the frame of a page. Every pair of text and ground has a contrast of at least 4.5, in light and in dark. */
const FRAME_STYLE = `
:root{color-scheme:light dark;--ground:#fafaf8;--paper:#fff;--ink:#1d1f24;--soft:#585d68;--line:#e2e2dd;--accent:#2456c7;--tint:#eef2fc;--good:#157347;--good-tint:#e5f4ec;--warn:#855300;--warn-tint:#fbf0dc;--bad:#b3261e;--bad-tint:#fbe9e7;--stale:#77399f;--stale-tint:#f4eaf9;--early:#33617e;--early-tint:#e6f0f6;--shut:#50545c;--shut-tint:#ececea;--track:#dcdcd6;--sure:#0f6b78}
@media screen and (prefers-color-scheme:dark){:root{--ground:#131518;--paper:#1b1e23;--ink:#e9eaec;--soft:#a6abb6;--line:#31353d;--accent:#8ab0ff;--tint:#1f2a44;--good:#62cd97;--good-tint:#16311f;--warn:#e5b455;--warn-tint:#3a2c10;--bad:#ff8f86;--bad-tint:#43201d;--stale:#d3a7f3;--stale-tint:#35213f;--early:#93c0df;--early-tint:#1a303d;--shut:#b4b8c0;--shut-tint:#2b2e34;--track:#3a3f48;--sure:#6cc4cf}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.page{max-width:80rem;margin:0 auto;padding:0 1.5rem 5rem}
.skip{position:absolute;left:-99rem;top:0;background:var(--paper);padding:.6rem 1rem;z-index:9}
.skip:focus{left:1rem;top:.5rem}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;font-weight:650;text-wrap:balance}
h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.3rem);letter-spacing:-.022em}
h2{font-size:1.35rem;letter-spacing:-.014em}
h3{font-size:1.1rem}
h4{font-size:.95rem;margin:1.6rem 0 .5rem}
h5{font-size:.86rem;margin:0 0 .25rem}
p,ul,ol,dl{margin:.4rem 0}
ul,ol{padding-left:1.15rem}
dd{margin:0}
a{color:var(--accent);text-decoration-color:color-mix(in srgb,currentColor 35%,transparent);text-underline-offset:.18em}
a:hover{text-decoration-color:currentColor}
a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:2.5px solid var(--accent);outline-offset:2px;border-radius:3px}
code{font:.86em ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.quiet{color:var(--soft);font-weight:400}
.small{font-size:.86rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{padding:2.6rem 0 1.4rem}
.eyebrow{margin:0 0 .35rem;color:var(--soft);font-size:.95rem}
.lead{font-size:clamp(1.1rem,1rem + .6vw,1.35rem);line-height:1.45;max-width:46rem;margin:.9rem 0 1.4rem;text-wrap:pretty}
nav.contents{border-block:1px solid var(--line);margin:1.4rem 0 0}
nav.contents ul{display:flex;flex-wrap:wrap;gap:0 1.4rem;list-style:none;padding:.55rem 0;margin:0;font-size:.92rem}
nav.contents a{display:inline-block;padding:.2rem 0;text-decoration:none}
nav.contents a:hover{text-decoration:underline}
main>section{margin-top:3.2rem}
main>section>h2{padding-bottom:.5rem;border-bottom:1px solid var(--line);margin-bottom:1rem;scroll-margin-top:1rem}
.foot{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.86rem}
details>summary{cursor:pointer;color:var(--accent);width:fit-content}
.glossary{margin:1.4rem 0 0;padding:.8rem 1.1rem;background:var(--paper);border:1px solid var(--line);border-radius:10px}
.glossary h2{font-size:1rem;margin:1.2rem 0 .4rem}
.glossary dl{columns:2 22rem;column-gap:2.4rem}
.glossary dl div{break-inside:avoid;padding:.35rem 0}
.glossary dt{font-weight:650}
.glossary dd{color:var(--soft);font-size:.93rem}
.signs{list-style:none;padding:0}
.signs li{padding:.15rem 0}
@media (max-width:40rem){.page{padding:0 1rem 3rem}.top{padding:1.6rem 0 1rem}main>section{margin-top:2.4rem}nav.contents ul{gap:0 1.1rem}}
@media print{:root{color-scheme:light;--ground:#fff}html{font-size:12.5px}body{font-size:9.5pt}.page{max-width:none;padding:0}nav.contents,.filters,.skip{display:none!important}details:not([open]){display:none}.hint{display:none!important}main>section{margin-top:1.6rem}main>section>h2,h3,h4,h5{break-after:avoid}a{color:inherit;text-decoration:none}.scroll{overflow:visible}*{print-color-adjust:exact}}
`;

/** The one style sheet of a page. */
export const STYLE_SHEET = FRAME_STYLE + PARTS_STYLE + CHART_STYLE + ALIGNMENT_STYLE;
