import { fitRegular } from '#app/domain/clv/beta-geometric/regular-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { createPurchaseLogBuilder, summariseLog } from '#app/domain/clv/purchase-log.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { cdnowSummary, readFigures } from '#test/support/clv-figures.ts';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
const show=(n:string,s:any)=>{const h=collectHistories(s);for(const m of ['bg-cnbd-k','mbg-cnbd-k'] as const){const t=performance.now();const f=fitRegular(m,h,s);console.log(n,m,f.k,(f.fit as any).outcome,(f.fit as any).parameters,(f.fit as any).standardErrors,(f.fit as any).logLikelihood,performance.now()-t)}};
for(const k of [1,2,3]) show('sim'+k,simulatePopulation({...LIKE_CDNOW,purchases:{r:.8,alpha:20/1,a:.8,b:2.4},k,customers:5000,seed:4,timing:'exact'}));
const c=cdnowSummary('/work/shared/data/cdnow_sample.csv','1997-09-30');
show('cdnow',{...c,logTimes:c.logTimes!.map((v,i)=>v-c.frequency[i]!*Math.log(7))});
const rows=parse(gunzipSync(readFileSync('/work/shared/data/uci_online_retail.csv.gz')),{columns:true,bom:true}) as any[];
console.log(Object.keys(rows[0]),rows[0]);
const ids=new Map<string,number>();const b=createPurchaseLogBuilder();
for(const r of rows){const id=r.CustomerID;if(!id||r.InvoiceNo.startsWith('C')||!(Number(r.Quantity)>0)||!(Number(r.UnitPrice)>0))continue;const k=ids.get(id)??ids.size;ids.set(id,k);const d=Date.parse(r.InvoiceDate.slice(0,10))/864e5;b.add(k,Math.floor(d),Math.max(1,Math.round(Number(r.Quantity)*Number(r.UnitPrice)*100)));}
const log=b.build(ids.size);const d=(x:string)=>Date.parse(x)/864e5;
show('uci',summariseLog(log,{end:d('2011-12-09')}));show('uci831',summariseLog(log,{end:d('2011-08-31')}));
const big=simulatePopulation({...LIKE_CDNOW,customers:1e6,seed:1,timing:'days',k:2});show('1M',big);
