/** Bars, lines and the heat map. */
export const CHART_STYLE = `
.bar,.stack{display:block;width:100%;height:.55rem;overflow:visible}
.bar path,.stack path{fill:none;stroke-width:8;vector-effect:none}
.bar .track{stroke:var(--track)}.bar .done{stroke:var(--of,var(--accent))}
.bar .pace{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.stack{height:.7rem}.stack path{stroke:var(--of);stroke-width:12}
.spark{width:4.4rem;height:1.25rem;overflow:visible}
.spark .floor{stroke:var(--track);fill:none}.spark .line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}.spark circle{fill:var(--accent)}.spark .end{fill:var(--ink)}
.chart{margin:.3rem 0 .5rem}
.chart svg[role]{display:block;width:100%;max-width:34rem;height:auto;overflow:visible}
.chart text{font-size:12px;fill:var(--soft)}
.chart .last{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.chart .last,.chart .strong{fill:var(--ink);font-weight:650}
.chart path{fill:none}
.grid{stroke:var(--line);stroke-width:1}
.today{stroke:var(--soft);stroke-width:1;stroke-dasharray:1 3}
.readings,.chart .score,.key .score{stroke:var(--accent);stroke-width:2.2;stroke-linejoin:round;fill:none}
.point,.held{fill:var(--accent)}
.held{stroke:var(--paper)}
.chart .broken,.key .broken{fill:var(--paper);stroke:var(--bad);stroke-width:2}
.chart path.pace,.key .pace{stroke:var(--soft);stroke-width:1.6;stroke-dasharray:5 4}
.chart path.target,.key .target{stroke:var(--good);stroke-width:1.8;fill:none}
.chart .baseline{stroke:var(--soft);stroke-width:1}
.chart path.band,.key .band{fill:var(--good-tint)}
.chart path.carried,.key .carried{stroke:var(--soft);stroke-width:1.8;stroke-dasharray:1 4;stroke-linecap:round;fill:none}
.chart path.ahead,.key .ahead{stroke:var(--accent);stroke-width:1.4;stroke-dasharray:7 5;opacity:.55;fill:none}
.chart path.confidence,.key .confidence{stroke:var(--sure);stroke-width:1.6;stroke-dasharray:2 2;fill:none}
.sure{fill:var(--sure)}
.chart path.moved,.key .moved{fill:var(--warn)}
.move{stroke:var(--warn);stroke-width:1;stroke-dasharray:3 3}
figcaption{font-size:.82rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin-top:.2rem}
.entry{white-space:nowrap}
.key{width:1.5rem;height:.65rem;display:inline-block}
.heat td{padding:.3rem .2rem;text-align:center;min-width:2.5rem;font-size:.82rem;border:2px solid var(--paper)}
.heat th[scope=col]{padding:.4rem .2rem;text-align:center;font-weight:500;font-size:.76rem}
.heat th.name{text-align:left;padding:.4rem .75rem;min-width:14rem;position:sticky;left:0;background:var(--paper)}
.heat .h-old,.h-old{color:var(--soft);background:repeating-linear-gradient(135deg,transparent 0 5px,var(--line) 5px 6px)}
p>.h-old{padding:.1rem .3rem}
.latest{direction:rtl}.latest>table{direction:ltr}
.scale{white-space:nowrap;display:flex;align-items:center;gap:.15rem}
.scale span{display:inline-block;width:2rem;text-align:center}
.h0{background:#fbeee4;color:#3a2a1c}.h1{background:#f7e6d6;color:#3a2a1c}.h2{background:#f3dfc9;color:#3a2a1c}.h3{background:#eadcc6;color:#33291d}.h4{background:#dcdccb;color:#262b22}.h5{background:#c5d9d0;color:#1b2b27}.h6{background:#a7d0cd;color:#10292a}.h7{background:#7fbfc3;color:#06262a}.h8{background:#2f7f8e;color:#fff}.h9{background:#0f5e70;color:#fff}
@media screen and (prefers-color-scheme:dark){.h0{background:#3a2a1d;color:#f3e3d5}.h1{background:#3b2f22;color:#f3e3d5}.h2{background:#3b3326;color:#f1e6d6}.h3{background:#38362b;color:#eee9dc}.h4{background:#323832;color:#e6ebe4}.h5{background:#2b3d3b;color:#e1edeb}.h6{background:#234648;color:#e0f1f1}.h7{background:#1d5359;color:#e6f6f7}.h8{background:#5fb3c0;color:#06262a}.h9{background:#8fd6e0;color:#04252a}}
@media print{.heat th.name{min-width:8rem;position:static}.heat td{min-width:0;padding:.15rem .05rem;font-size:7pt}.heat th[scope=col]{font-size:6.5pt;padding:.1rem}}
@media (max-width:40rem){.chart text{font-size:15px}.heat th.name{min-width:9rem;max-width:9rem}}
`;
