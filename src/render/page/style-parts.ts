/** Tiles, cards, tables and the objective itself. */
export const PARTS_STYLE = `
.chip{display:inline-block;white-space:nowrap;font-size:.82rem;font-weight:600;line-height:1.5;padding:.05rem .55rem;border-radius:99px;color:var(--of);background:var(--on)}
.on-track{--of:var(--good);--on:var(--good-tint)}.at-risk{--of:var(--warn);--on:var(--warn-tint)}.off-track{--of:var(--bad);--on:var(--bad-tint)}.stale{--of:var(--stale);--on:var(--stale-tint)}.early{--of:var(--early);--on:var(--early-tint)}.closed,.none{--of:var(--shut);--on:var(--shut-tint)}.time{--of:var(--shut)}
.change{white-space:nowrap;font-size:.86rem;font-weight:600;color:var(--soft)}.change.up{color:var(--good)}.change.down{color:var(--bad)}
.since{font-weight:400;color:var(--soft)}
.weight{font-size:.8rem;font-weight:600;color:var(--accent);background:var(--tint);padding:.05rem .45rem;border-radius:99px;white-space:nowrap}
.moved-targets{color:var(--warn);margin:.3rem 0 .6rem}ul.moved-targets li{padding:.05rem 0}
.hint{display:none}
.hint.always{display:block}
.change span[aria-hidden]{font-size:.72em}
.tiles{display:flex;flex-wrap:wrap;gap:1rem}
.tile{flex:1 1 13.5rem;min-width:0;background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:1rem 1.15rem}
.tile .stack{margin-top:.6rem}
.tile h2{font-size:.86rem;font-weight:600;color:var(--soft);letter-spacing:0}
.big{font-size:1.9rem;font-weight:650;letter-spacing:-.02em;line-height:1.3;margin:.15rem 0 .3rem}
.big .unit{font-size:1rem;font-weight:500;letter-spacing:0}
.big .change{font-size:.95rem;letter-spacing:0}
.counts{list-style:none;padding:0;margin:.7rem 0 0;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
.counts li{color:var(--of)}
.line{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .8rem;font-size:.92rem}
.cards{list-style:none;padding:0;display:grid;gap:1rem}
.card{background:var(--paper);border:1px solid var(--line);border-left:4px solid var(--of);border-radius:10px;padding:1rem 1.2rem}
.card,.objective,.share{min-width:0}
.card h3{margin:.35rem 0 .6rem}
.answers{display:flex;flex-wrap:wrap;gap:.5rem 2.4rem;margin:.4rem 0 .6rem}
.answers>div:first-child{flex:1 1 22rem;max-width:44rem}
.answers>div{flex:0 1 auto;min-width:11rem}
.card .groups,.card .said{margin-bottom:0}
.prose>:last-child{margin-bottom:0}
dt{font-size:.82rem;color:var(--soft)}
.groups{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:.6rem 2rem;margin:.5rem 0}
.said{margin:.5rem 0;max-width:44rem}
.said .name{margin:0;color:var(--soft);font-weight:400;font-size:.82rem}
.prose p,.prose ul{margin:0 0 .4rem}
.rows{list-style:none;padding:0}
.rows>li{display:flex;gap:.9rem;align-items:baseline;padding:.55rem 0;border-bottom:1px solid var(--line)}
.rows .grow{flex:1;min-width:0}
.rows .chip{min-width:6.4rem;text-align:center}
.mini{list-style:none;padding:0;margin:.7rem 0 0;border-top:1px solid var(--line);padding-top:.5rem;font-size:.9rem}
.mini li{display:flex;gap:.7rem;align-items:center;padding:.12rem 0}
.mini .bar{flex:0 0 5.5rem}
.mini div{min-width:0}
.mini span,.result>span,.urgent,figcaption span{flex:none;white-space:nowrap}
.left-out{background:var(--tint);border-radius:8px;padding:.6rem .9rem;font-size:.93rem}
.filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;margin:0 0 .8rem;font-size:.92rem}
.filters[hidden]{display:none}
.filters label{display:flex;gap:.45rem;align-items:center;max-width:100%}
.filters input,.filters select{font:inherit;color:inherit;background:var(--paper);border:1px solid color-mix(in srgb,var(--soft) 70%,transparent);border-radius:7px;padding:.3rem .55rem;min-width:0;max-width:16rem}
.filters output{color:var(--soft)}
.scroll{position:relative;overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--paper)}
table{overflow-wrap:break-word;border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.5rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-weight:600;font-size:.82rem;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:500}
th.name{min-width:13rem;overflow-wrap:anywhere}
td>bdi{display:inline-block;max-width:16rem}
.objectives th.name{min-width:12rem;position:sticky;left:0;background:var(--paper);z-index:1}
thead button{all:unset;cursor:pointer;white-space:nowrap}
thead button::after{content:"↕";opacity:.45;margin-left:.3em}
thead [aria-sort=ascending] button::after{content:"↑";opacity:1}
thead [aria-sort=descending] button::after{content:"↓";opacity:1}
thead [aria-sort] button{color:var(--ink)}
tbody tr[hidden]{display:none}
.objectives td .score{flex-wrap:wrap;gap:.1rem .6rem;max-width:7.5rem}
.objectives td[data-name=Team]{min-width:8rem}
.objectives th,.objectives td{padding-inline:.5rem}
.objectives .chip{white-space:normal;border-radius:.8rem}
td .score{display:flex;align-items:center;gap:.6rem;white-space:nowrap}
.score>span:first-child:not(.change){min-width:4rem}
.score .bar{width:4.4rem}
.objectives td:last-child{min-width:9rem;max-width:18rem;font-size:.93em}
.clamp{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.objectives td[data-name=Status]{min-width:9rem}
.urgent{font-weight:700;color:var(--bad);text-decoration:none}
.objective{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.4rem 1.6rem 1.2rem;margin:0 0 1.6rem;scroll-margin-top:1rem;content-visibility:auto;contain-intrinsic-size:auto 60rem}
.objective h3{font-size:1.3rem;letter-spacing:-.012em;margin:.4rem 0 .8rem}
.objective h3 .anchor{color:inherit;text-decoration:none}
.objective h3 .anchor:hover{text-decoration:underline}
.objective:target{outline:2px solid var(--accent)}
.facts{display:flex;flex-wrap:wrap;gap:.6rem 2.4rem;margin:.4rem 0 1rem}
.facts strong{font-size:1.15rem}
.facts .wide{flex:1 1 16rem;max-width:24rem}
.why{max-width:46rem;color:var(--soft)}
.overview{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.6rem 2.4rem;align-items:start}
.overview h4:first-child{margin-top:.4rem}
.reasons{margin:.2rem 0}
.key-results{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:1rem}
.key-result{border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem .6rem;min-width:0}
.key-result h5{font-size:.97rem;margin-bottom:.4rem}
.measure{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;justify-content:space-between;font-size:.92rem}
.result{display:flex;align-items:center;gap:.5rem 1rem;flex-wrap:wrap;margin:.35rem 0 .5rem;font-size:.92rem}
.result .bar{flex:1 1 8rem}
.label{color:var(--soft)}
.steps{list-style:none;padding:0;margin:.4rem 0}
.steps li{display:flex;gap:.5rem;align-items:baseline;padding:.12rem 0;font-size:.93rem;flex-wrap:nowrap}
.steps.two{columns:2 20rem;column-gap:2.4rem}
.steps.two li{break-inside:avoid}
.reached>span:first-child{color:var(--good);font-weight:700}
.open>span:first-child{color:var(--soft)}
.note{border-left:3px solid var(--line);padding-left:.7rem;font-size:.92rem}
.moves{border-left:4px solid var(--warn);padding:.1rem 0 .1rem 1rem;margin:1rem 0}
.moves ul{list-style:none;padding-left:0}.moves ul ul{list-style:circle;padding-left:1.15rem}
.moves li{margin:.4rem 0}
.moves h4{margin:0 0 .3rem}
.near{list-style:none;padding:0;font-size:.93rem}
.near li{padding:.3rem 0}
.clash{color:var(--bad);margin:.15rem 0 0;font-size:.9rem}
.data{margin:1rem 0 0;font-size:.9rem}
.data .scroll{margin-top:.6rem}
.data td,.data th{white-space:nowrap}
.origin{margin-top:1rem;padding-top:.7rem;border-top:1px solid var(--line);color:var(--soft);font-size:.82rem}
.agenda{list-style:none;padding:0;counter-reset:step}
.agenda>li{padding:.2rem 0 1rem}
.agenda h4{margin:1rem 0 .4rem;font-size:1.02rem}
.agenda h4 b{display:inline-block;width:1.7rem;height:1.7rem;line-height:1.7rem;margin-right:.5rem;text-align:center;border-radius:50%;background:var(--tint);color:var(--accent)}
.ask{background:var(--tint);border-radius:8px;padding:.6rem .9rem;margin:.6rem 0;max-width:46rem}
.statement{max-width:46rem;margin:.8rem 0}
.statement dd{font-size:1.05rem}
.share{padding:1rem 1.2rem;background:var(--paper);border:1px solid var(--line);border-radius:10px;margin:0 0 1.2rem}
.share h4{margin-top:0}
.share h5{margin-top:1rem}
.gap{font-size:.95rem}
.picture{padding:1rem}
.picture svg{display:block;max-width:100%;height:auto;min-width:46rem}
.picture.wide svg{min-width:84rem}
.picture .okr-align{--okr-ink:var(--ink);--okr-line:var(--soft);--okr-bad:var(--bad);--okr-warn:var(--warn);--okr-priority:var(--tint);--okr-on-track:var(--good-tint);--okr-at-risk:var(--warn-tint);--okr-off-track:var(--bad-tint);--okr-stale:var(--stale-tint);--okr-early:var(--early-tint);--okr-closed:var(--shut-tint)}
.long{max-height:85vh;overflow:auto;content-visibility:auto;contain-intrinsic-size:auto 50rem}
.long thead th{position:sticky;top:0;background:var(--paper);z-index:2;box-shadow:0 1px 0 var(--line)}
.long thead th.name{z-index:3}
.goal{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.4rem 2.4rem;align-items:start}
@media (max-width:40rem){.objective{padding:1.1rem 1rem .9rem;margin-inline:-.35rem}.hint{display:block}table.stacked,.stacked tbody,.stacked tr,.stacked th,.stacked td{display:block}.stacked thead{display:block}.stacked thead tr{display:flex;flex-wrap:wrap;gap:0 1.1rem}.stacked thead th,.stacked thead th.name{padding:.3rem 0 .3rem .6rem;border:0;font-weight:600}.stacked thead th:not(:has(button)){display:none}.stacked tr{border-bottom:1px solid var(--line);padding:.5rem 0}.stacked tbody tr[hidden]{display:none}.stacked tbody tr:last-child{border-bottom:0}.stacked th.name{position:static;min-width:0;max-width:none;border:0;font-weight:650}.scale span{width:auto;flex:1}.objectives td .score{max-width:none}.stacked td{position:relative;border:0;padding:.15rem .6rem .15rem 8.6rem;min-height:1.8rem;max-width:none}.stacked td::before{content:attr(data-name);position:absolute;left:.6rem;color:var(--soft)}.objectives td:last-child{max-width:none;font-size:inherit}.rows>li{flex-wrap:wrap;gap:.2rem .8rem}.rows .grow{flex:1 1 100%;order:3}.facts{gap:.6rem 1.6rem}}
@media print{.objective,.card,.tile,.key-result,.rows>li,figure,tr{break-inside:avoid}.objective{content-visibility:visible;border:0;border-top:1px solid var(--line);border-radius:0;padding:.8rem 0}.key-results{grid-template-columns:1fr 1fr}.scroll{border:0}.objectives th.name{position:static;min-width:9rem}.objectives td:last-child{min-width:0}table,.chip,.change,.small,thead th{font-size:8pt}.objectives td[data-name=Team],.objectives td[data-name=Status]{min-width:6rem}.objectives th,.objectives td{padding-inline:.2rem}th,td{padding:.2rem .25rem}.score .bar{width:2.2rem}.picture{padding:.5rem 0}.picture svg{max-width:100%;height:auto}.answers>div:first-child{flex-basis:14rem}.long{content-visibility:visible;max-height:none}.long thead th{position:static}.data td,.data th{white-space:normal}thead button::after{content:""}}
`;
