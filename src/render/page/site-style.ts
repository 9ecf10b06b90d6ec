/** How what surrounds a page looks, for pages that do not stand alone: the way to the others, and what could not be read. */
export const SITE_STYLE = `
nav.site{border-bottom:1px solid var(--line);font-size:.92rem}
nav.site>ul{display:flex;flex-wrap:wrap;gap:0 1.4rem;list-style:none;padding:.55rem 0;margin:0}
nav.site a,nav.site summary{display:inline-block;padding:.2rem 0;text-decoration:none;color:var(--accent);cursor:pointer}
nav.site a:hover,nav.site summary:hover{text-decoration:underline}
nav.site summary::after{content:" ▾"}
nav.site a[aria-current]{color:var(--ink);font-weight:650}
nav.site details{position:relative}
nav.site details ul{position:absolute;z-index:8;list-style:none;margin:0;padding:.5rem 1rem;min-width:12rem;max-height:60vh;overflow:auto;background:var(--paper);border:1px solid var(--line);border-radius:6px}
.unread{background:var(--bad-tint);border-left:4px solid var(--bad);border-radius:4px;margin:1.2rem 0 0;padding:.8rem 1.2rem}
.unread h2{font-size:1.1rem}
.unread li{margin:.3rem 0}
.problem{max-width:46rem}
@media (max-width:40rem){nav.site details{position:static}nav.site details ul{position:static;border:0;background:none;padding:.2rem 0 .4rem 1rem;max-height:40vh}}
@media print{nav.site{display:none!important}}
`;
